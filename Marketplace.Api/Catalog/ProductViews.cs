using Marketplace.Api.Hosting;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Catalog;

/// <summary>The one place where products become cards: search, seller page and related lists show the same.</summary>
internal sealed class ProductViews(MarketplaceDb db, IFileStore files)
{
    /// <summary>Cards in the order of <paramref name="ids"/>; products that are not public (any more) are left out.</summary>
    public async Task<IReadOnlyList<ProductItemView>> GetItemsAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var products = await db.Products.AsNoTracking()
            .Where(product => ids.Contains(product.Id) && product.State == ProductState.Published && product.DeletedAt == null)
            .Select(product => new Card(
                product.Id, product.SellerId, product.Slug, product.Title, product.Summary, product.PriceCents ?? 0, product.Currency, product.CategorySlug,
                product.Stack, product.Tags, product.RatingSum, product.RatingCount, product.SalesCount,
                product.Images.OrderBy(image => image.Position).FirstOrDefault(), product.PublishedAt ?? product.CreatedAt))
            .ToDictionaryAsync(product => product.Id, cancellationToken);
        var sellers = await SellerBadges.LoadAsync(db, [.. products.Values.Select(product => product.SellerId).Distinct()], cancellationToken);
        return [.. ids.Where(products.ContainsKey).Select(id => ToView(products[id], sellers[products[id].SellerId]))];
    }

    public static RatingView Rating(int sum, int count) => new(count == 0 ? 0 : Math.Round((decimal)sum / count, 2), count);

    private ProductItemView ToView(Card card, SellerBadgeView seller) => new(
        card.Id, card.Slug, card.Title, card.Summary, Price(card), card.Category, card.Stack, card.Tags, Rating(card.RatingSum, card.RatingCount),
        card.Sales, card.Cover?.ToView(card.Title, files), seller, card.PublishedAt, Highlight: null);

    private static MoneyView Price(Card card) => new Money(card.PriceCents, card.Currency).ToView();

    private sealed record Card(
        Guid Id, Guid SellerId, string Slug, string Title, string Summary, long PriceCents, string Currency, string Category,
        List<string> Stack, List<string> Tags, int RatingSum, int RatingCount, int Sales, ProductImage? Cover, DateTimeOffset PublishedAt);
}
