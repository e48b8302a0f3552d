using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Packages;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

/// <summary>A seller's own listings, in every state but deleted.</summary>
internal sealed class SellerProductReader(MarketplaceDb db, IFileStore files, SellerVersions sellerVersions, SettlementCurrency currency)
{
    public async Task<PageView<SellerProductItemView>> ListAsync(Guid sellerId, TimePosition start, int limit, CancellationToken cancellationToken)
    {
        var own = db.Products.AsNoTracking().Where(product => product.SellerId == sellerId && product.DeletedAt == null);
        var total = await own.CountUpAsync(cancellationToken);
        var rows = await own
            .Where(product => EF.Functions.LessThan(ValueTuple.Create(product.UpdatedAt, product.Id), ValueTuple.Create(start.At, start.Id)))
            .OrderByDescending(product => product.UpdatedAt).ThenByDescending(product => product.Id)
            .Include(product => product.Images)
            .Take(limit + 1)
            .ToListAsync(cancellationToken);
        var next = rows.Count > limit ? new TimePosition(rows[limit - 1].UpdatedAt, rows[limit - 1].Id).ToString() : null;
        var steps = await NextSteps.LoadAsync(db, rows, cancellationToken);
        return new([.. rows.Take(limit).Select(row => ToItem(row) with { NextStep = steps[row.Id] })], total, next);
    }

    /// <summary>Null when it is not this seller's.</summary>
    public async Task<SellerProductView?> FindAsync(Guid sellerId, Guid productId, CancellationToken cancellationToken)
    {
        var product = await db.Products.AsNoTracking().Include(found => found.Images)
            .SingleOrDefaultAsync(found => found.Id == productId && found.SellerId == sellerId && found.DeletedAt == null, cancellationToken);
        if (product is null)
        {
            return null;
        }

        var versions = await sellerVersions.ListAsync(product.Id, cancellationToken);
        var revenue = await db.OrderLines
            .Where(line => line.ProductId == productId && line.PaidAt != null && line.State != OrderLineState.Refunded)
            .SumAsync(line => line.PriceCents - line.DiscountCents, cancellationToken);
        return ToView(product, versions, revenue) with { Links = (await LinkViews.LoadAsync(db, [product], cancellationToken))[product.Id] };
    }

    public FeePreviewView Fees(long priceCents)
    {
        var fees = FeePolicy.Preview(priceCents);
        return new(Amount(priceCents), Amount(fees.PlatformFeeCents), Amount(fees.ProcessingFeeCents), Amount(fees.SellerAmountCents));
    }

    public static IReadOnlyList<string> NewStack(Product product) => product.Stack.FindAll(entry => !StackVocabulary.IsCurated(entry));

    public static ProductStatus StatusOf(ProductState state) => state switch
    {
        ProductState.Draft => ProductStatus.Draft,
        ProductState.Submitted => ProductStatus.Submitted,
        ProductState.Rejected => ProductStatus.Rejected,
        ProductState.Published => ProductStatus.Published,
        ProductState.Suspended => ProductStatus.Suspended,
        ProductState.Unlisted => ProductStatus.Unlisted,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    private SellerProductItemView ToItem(Product product) => new(
        product.Id, product.Slug, product.Title, StatusOf(product.State), product.PriceCents is { } price ? new Money(price, product.Currency).ToView() : null,
        product.Images.OrderBy(image => image.Position).FirstOrDefault()?.ToView(product.Title, files), product.LatestVersion, product.SalesCount,
        ProductViews.Rating(product.RatingSum, product.RatingCount), product.UpdatedAt);

    private SellerProductView ToView(Product product, IReadOnlyList<SellerVersionView> versions, long revenueCents)
    {
        MoneyView? Price(long? cents) => cents is { } known ? new Money(known, product.Currency).ToView() : null;
        return new(
            product.Id, product.Slug, StatusOf(product.State), product.RejectionReason, product.Title, product.Summary, product.Description,
            product.CategorySlug, product.Tags, product.Stack, Price(product.PriceCents), Price(product.ExtendedPriceCents), product.DemoUrl, product.DocsUrl,
            [.. product.Images.OrderBy(image => image.Position).Select(image => image.ToView(product.Title, files))],
            versions, CatalogPolicy.Missing(product), product.PriceCents is { } price ? Fees(price) : null, product.SalesCount,
            new Money(revenueCents, product.Currency).ToView(), product.CreatedAt, product.UpdatedAt, product.PublishedAt, product.Revision,
            product.SuspensionReason, ListingChanges.Of(product), [], NewStack(product), product.ExtendedPriceCents is { } extended ? Fees(extended) : null, SuggestedSlug(product));
    }

    private static string? SuggestedSlug(Product product) =>
        CatalogPolicy.IsSlugOf(product.Slug, product.Title) ? null : Slug.From(product.Title, CatalogPolicy.SlugLength) is { Length: >= CatalogPolicy.MinSlug } slug ? slug : null;

    private MoneyView Amount(long cents) => currency.Of(cents).ToView();
}
