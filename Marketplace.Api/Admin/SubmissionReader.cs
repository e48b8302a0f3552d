using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Api.Packages;
using Marketplace.Api.Selling;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Packages;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Admin;

internal sealed class SubmissionReader(MarketplaceDb db, SellerVersions versions, PassportReader passports, IFileStore store)
{
    private static readonly Plan[] WithPriority = [.. PlanTable.All.Where(offer => PlanTable.Allows(offer.Plan, PlanFeature.PriorityReview)).Select(offer => offer.Plan)];

    public async Task<PageView<SubmissionView>> ListAsync(SubmissionPosition start, int limit, CancellationToken cancellationToken)
    {
        var waiting = db.Products.AsNoTracking().Where(product => product.State == ProductState.Submitted && product.DeletedAt == null && product.SubmittedAt != null);
        var total = await waiting.CountUpAsync(cancellationToken);
        var queue = await waiting
            .Select(product => new { product.Id, product.SubmittedAt, IsPriority = db.Users.Any(user => user.Id == product.SellerId && WithPriority.Contains(user.Plan)) })
            .Where(place => (start.IsPriority && !place.IsPriority)
                || (place.IsPriority == start.IsPriority && EF.Functions.GreaterThan(ValueTuple.Create(place.SubmittedAt!.Value, place.Id), ValueTuple.Create(start.Waiting.At, start.Waiting.Id))))
            .OrderByDescending(place => place.IsPriority).ThenBy(place => place.SubmittedAt).ThenBy(place => place.Id)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var places = queue.Take(limit).ToDictionary(place => place.Id);
        var products = await db.Products.AsNoTracking().Where(product => places.Keys.Contains(product.Id)).Include(product => product.Images).ToDictionaryAsync(product => product.Id, cancellationToken);
        var shown = queue.Take(limit).Select(place => products[place.Id]).ToList();
        var sellers = await SellerBadges.LoadAsync(db, [.. shown.Select(product => product.SellerId).Distinct()], cancellationToken);
        var categories = await db.Categories.ToDictionaryAsync(category => category.Slug, category => category.Name, cancellationToken);
        var versionIds = shown.Select(product => product.LatestVersionId).OfType<Guid>().ToList();
        var packages = await versions.GetAsync(versionIds, cancellationToken);
        var files = await db.PackageVersions.AsNoTracking().Where(version => versionIds.Contains(version.Id)).ToDictionaryAsync(version => version.Id, version => version.Files, cancellationToken);
        var links = await LinkViews.LoadAsync(db, shown, cancellationToken);
        List<SubmissionView> items = [];
        foreach (var product in shown)
        {
            var passport = product.LatestVersionId is { } latest ? await passports.FindFullAsync(latest, cancellationToken) : null;
            items.Add(ToView(product, categories[product.CategorySlug], sellers[product.SellerId],
                product.LatestVersionId is { } id ? packages[id] : null, product.LatestVersionId is { } of ? files[of] : [], passport) with
            {
                Links = links[product.Id],
                IsPriority = places[product.Id].IsPriority,
            });
        }

        var next = queue.Count > limit && queue[limit - 1] is var last ? new SubmissionPosition(last.IsPriority, new(last.SubmittedAt!.Value, last.Id)).ToString() : null;
        return new(items, total, next);
    }

    private SubmissionView ToView(Product product, string category, SellerBadgeView seller, SellerVersionView? version, IReadOnlyList<PackageFile> content, FullPassportView? passport) => new(
        product.Id, product.Slug, product.Title, product.Summary, product.DescriptionHtml, category, product.Tags,
        [.. product.Stack.Select(StackVocabulary.Label)],
        new Money(product.PriceCents ?? 0, product.Currency).ToView(),
        product.ExtendedPriceCents is { } extended ? new Money(extended, product.Currency).ToView() : null,
        [.. product.Images.OrderBy(image => image.Position).Select(image => image.ToView(product.Title, store))],
        product.DemoUrl, product.DocsUrl, seller, version,
        [.. content.Select(file => new PackageFileView(file.Path, file.SizeBytes))],
        passport,
        product.SubmittedAt ?? product.UpdatedAt, [.. SellerProductReader.NewStack(product).Select(StackVocabulary.Label)], [], IsPriority: false);
}
