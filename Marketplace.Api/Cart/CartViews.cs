using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Api.Selling;
using Marketplace.Contracts.Cart;
using Marketplace.Contracts.Catalog;
using Marketplace.Core.Cart;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Marketplace.Core.Selling;
using Marketplace.Core.Tax;

namespace Marketplace.Api.Cart;

internal sealed class CartViews(CartReader reader, PriceCart prices, MarketplaceDb db, SettlementCurrency currency, IFileStore files, ILogger<CartViews> logger)
{
    public Task<CartView> LoadAsync(CartOwner owner, CancellationToken cancellationToken) => LoadAsync(owner, TaxPlace.Unknown, cancellationToken);

    public async Task<CartView> LoadAsync(CartOwner owner, TaxPlace place, CancellationToken cancellationToken)
    {
        // A cart begins to exist with its first line; until then the guest gets a name for it that nobody can guess.
        var cart = await reader.ReadAsync(owner, cancellationToken) ?? new CartContent(Guid.NewGuid(), [], null);
        var sellers = await SellerBadges.LoadAsync(db, [.. cart.Items.Select(item => item.Product.SellerId).Distinct()], cancellationToken);
        var available = cart.Available;
        var priced = await PriceAsync(owner, cart, available, place, cancellationToken);
        var lines = available.Zip(priced.Lines).ToDictionary(pair => pair.First.Product.Id, pair => pair.Second);
        return new(
            cart.Id,
            [.. cart.Items.Select(item => ToView(item, lines.GetValueOrDefault(item.Product.Id), sellers[item.Product.SellerId]))],
            currency.Of(priced.SubtotalCents).ToView(),
            currency.Of(priced.DiscountCents).ToView(),
            currency.Of(priced.TaxCents).ToView(),
            currency.Of(priced.TotalCents).ToView(),
            ToView(priced),
            new(place.Country, place.TaxId, priced.Tax.RateBasisPoints, priced.Tax.Note));
    }

    /// <summary>A cart is shown also while no tax can be reckoned; checkout then refuses.</summary>
    private async Task<PricedCart> PriceAsync(CartOwner owner, CartContent cart, IReadOnlyList<CartItem> items, TaxPlace place, CancellationToken cancellationToken)
    {
        try
        {
            return await prices.ExecuteAsync(owner, items, cart.DiscountCode, place, cancellationToken);
        }
        catch (TaxUnavailableException exception)
        {
            logger.LogWarning(exception, "A cart is shown without its tax");
            return await prices.ExecuteAsync(owner, items, cart.DiscountCode, TaxPlace.Unknown, cancellationToken);
        }
    }

    private static CartDiscountView? ToView(PricedCart priced) => priced.Discount is { } code
        ? new(code.Code, DiscountReader.Text(code), priced.Problem == DiscountProblem.None, priced.Problem == DiscountProblem.None ? null : DiscountPolicy.Explain(code, priced.Problem))
        : null;

    private CartLineView ToView(CartItem item, PricedLine? priced, SellerBadgeView seller) => new(
        item.Product.Id,
        item.Product.Slug,
        item.Product.Title,
        item.Product.Images.MinBy(image => image.Position)?.ToView(item.Product.Title, files),
        seller,
        item.License.ToView(),
        new Money(item.PriceCents, item.Product.Currency).ToView(),
        item.Problem == CartProblem.None,
        Notice(item),
        new Money(priced?.DiscountCents ?? 0, item.Product.Currency).ToView());

    private static string? Notice(CartItem item) => item.Problem switch
    {
        CartProblem.Unavailable => "No longer for sale.",
        CartProblem.LicenseNotOffered => "No longer offered under this licence. Choose the other one on the product's page.",
        CartProblem.OwnProduct => "This is your own product.",
        CartProblem.AlreadyOwned => "You bought this already; it is under your purchases.",
        _ when item.PriceCents != item.SeenPriceCents =>
            $"The price changed from {new Money(item.SeenPriceCents, item.Product.Currency)} to {new Money(item.PriceCents, item.Product.Currency)}.",
        _ => null,
    };
}
