using Marketplace.Api.Hosting;
using Marketplace.Api.Packages;
using Marketplace.Api.Questions;
using Marketplace.Contracts.Catalog;
using Marketplace.Core.Brain;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Catalog;

/// <summary>A public product in full, also by an address it had before. Drafts are seen through the seller's own view only.</summary>
internal sealed class ProductDetails(MarketplaceDb db, PassportReader passports, QuestionReader questions, IFileStore files)
{
    private const int ShownFiles = 500;

    public async Task<ProductDetailView?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        var product = await db.PublicAt(slug).AsNoTracking().Include(found => found.Images).SingleOrDefaultAsync(cancellationToken);
        if (product is null)
        {
            return null;
        }

        var category = await db.Categories.Where(found => found.Slug == product.CategorySlug).Select(found => found.Name).SingleAsync(cancellationToken);
        var sellers = await SellerBadges.LoadAsync(db, [product.SellerId], cancellationToken);
        var versions = await ListVersionsAsync(product.Id, cancellationToken);
        var content = await db.PackageVersions.AsNoTracking().Where(version => version.Id == product.LatestVersionId)
            .Select(version => new { version.Files, version.FileCount }).SingleOrDefaultAsync(cancellationToken);
        List<ImageView> images = [.. product.Images.OrderBy(image => image.Position).Select(image => image.ToView(product.Title, files))];
        return new(
            product.Id, product.Slug, product.Title, product.Summary, new Money(product.PriceCents ?? 0, product.Currency).ToView(),
            product.CategorySlug, category, product.Stack, product.Tags, ProductViews.Rating(product.RatingSum, product.RatingCount), product.SalesCount,
            images.FirstOrDefault(), sellers[product.SellerId], product.PublishedAt ?? product.CreatedAt, product.UpdatedAt, product.DescriptionHtml,
            images, product.DemoUrl, product.DocsUrl, Licenses(product), versions,
            versions.FirstOrDefault(version => version.Version == product.LatestVersion),
            [.. (content?.Files ?? []).Take(ShownFiles).Select(file => new PackageFileView(file.Path, file.SizeBytes))],
            content?.FileCount ?? 0,
            EscrowPolicy.HoldingPeriod.Days,
            await passports.FindAsync(product.LatestVersionId, product.Slug, cancellationToken),
            await questions.CountAnsweredAsync(product.Id, cancellationToken),
            await db.KnowledgeDocuments.CountAsync(document => document.ProductId == product.Id && document.Space == Space.Public, cancellationToken));
    }

    /// <summary>Null when there is no such public product.</summary>
    public async Task<IReadOnlyList<VersionView>?> FindVersionsAsync(string slug, CancellationToken cancellationToken)
    {
        var id = await db.PublicAt(slug).Select(product => (Guid?)product.Id).SingleOrDefaultAsync(cancellationToken);
        return id is null ? null : await ListVersionsAsync(id.Value, cancellationToken);
    }

    private async Task<IReadOnlyList<VersionView>> ListVersionsAsync(Guid productId, CancellationToken cancellationToken)
    {
        var rows = await db.PackageVersions.AsNoTracking()
            .Where(version => version.ProductId == productId && version.State == PackageState.Ready)
            .Select(version => new
            {
                version.Version,
                version.ChangelogHtml,
                version.SizeBytes,
                At = version.ReadyAt ?? version.CreatedAt,
                version.YankReason,
                Badge = db.VersionPassports.Where(passport => passport.VersionId == version.Id).Select(passport => passport.Badge).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(row => row.Version, VersionPolicy.Ascending)
            .Select(row => new VersionView(row.Version, row.ChangelogHtml, row.SizeBytes ?? 0, row.At, row.YankReason, PassportReader.ToView(row.Badge)))];
    }

    private static List<LicenseOfferView> Licenses(Product product)
    {
        List<LicenseOfferView> offers = [];
        foreach (var (kind, terms) in new[] { (LicenseKind.Standard, "/legal/license-standard"), (LicenseKind.Extended, "/legal/license-extended") })
        {
            if (product.PriceOf(kind) is { } cents)
            {
                offers.Add(new(kind.ToView(), new Money(cents, product.Currency).ToView(), terms));
            }
        }

        return offers;
    }
}
