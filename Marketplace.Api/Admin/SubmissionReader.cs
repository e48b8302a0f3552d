using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Api.Selling;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Admin;

internal sealed class SubmissionReader(MarketplaceDb db, SellerProductReader versions, IFileStore files)
{
    public async Task<PageView<SubmissionView>> ListAsync(TimePosition start, int limit, CancellationToken cancellationToken)
    {
        var waiting = db.Products.AsNoTracking().Where(product => product.State == ProductState.Submitted && product.DeletedAt == null && product.SubmittedAt != null);
        var total = await waiting.CountAsync(cancellationToken);
        var products = await waiting
            .Where(product => EF.Functions.GreaterThan(ValueTuple.Create(product.SubmittedAt!.Value, product.Id), ValueTuple.Create(start.At, start.Id)))
            .OrderBy(product => product.SubmittedAt).ThenBy(product => product.Id)
            .Include(product => product.Images)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var shown = products.Take(limit).ToList();
        var sellers = await SellerBadges.LoadAsync(db, [.. shown.Select(product => product.SellerId).Distinct()], cancellationToken);
        var categories = await db.Categories.ToDictionaryAsync(category => category.Slug, category => category.Name, cancellationToken);
        var items = new List<SubmissionView>();
        foreach (var product in shown)
        {
            items.Add(await ToViewAsync(product, categories[product.CategorySlug], sellers[product.SellerId], cancellationToken));
        }

        var next = products.Count > limit ? new TimePosition(shown[^1].SubmittedAt!.Value, shown[^1].Id).ToString() : null;
        return new(items, total, next);
    }

    private async Task<SubmissionView> ToViewAsync(Product product, string category, SellerBadgeView seller, CancellationToken cancellationToken)
    {
        var content = product.LatestVersionId is null
            ? []
            : await db.PackageVersions.AsNoTracking().Where(version => version.Id == product.LatestVersionId).Select(version => version.Files).SingleAsync(cancellationToken);
        return new(
            product.Id, product.Slug, product.Title, product.Summary, product.DescriptionHtml, category, product.Tags,
            [.. product.Stack.Select(StackVocabulary.Label)],
            new Money(product.PriceCents ?? 0, product.Currency).ToView(),
            product.ExtendedPriceCents is { } extended ? new Money(extended, product.Currency).ToView() : null,
            [.. product.Images.OrderBy(image => image.Position).Select(image => image.ToView(product.Title, files))],
            product.DemoUrl, product.DocsUrl, seller,
            product.LatestVersionId is { } versionId ? await versions.GetVersionAsync(versionId, cancellationToken) : null,
            [.. content.Select(file => new PackageFileView(file.Path, file.SizeBytes))],
            product.SubmittedAt ?? product.UpdatedAt);
    }
}
