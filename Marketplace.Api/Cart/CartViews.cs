using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Cart;
using Marketplace.Contracts.Catalog;
using Marketplace.Core.Cart;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;

namespace Marketplace.Api.Cart;

internal sealed class CartViews(CartReader reader, MarketplaceDb db, IFileStore files)
{
    public async Task<CartView> LoadAsync(CartOwner owner, CancellationToken cancellationToken)
    {
        // A cart begins to exist with its first line; until then the guest gets a name for it that nobody can guess.
        var cart = await reader.ReadAsync(owner, cancellationToken) ?? new CartContent(Guid.NewGuid(), []);
        var sellers = await SellerBadges.LoadAsync(db, [.. cart.Items.Select(item => item.Product.SellerId).Distinct()], cancellationToken);
        var total = new Money(cart.TotalCents, Currencies.Settlement).ToView();
        var nothing = Money.Zero(Currencies.Settlement).ToView();
        return new(cart.Id, [.. cart.Items.Select(item => ToView(item, sellers[item.Product.SellerId]))], total, nothing, nothing, total);
    }

    private CartLineView ToView(CartItem item, SellerBadgeView seller) => new(
        item.Product.Id,
        item.Product.Slug,
        item.Product.Title,
        item.Product.Images.MinBy(image => image.Position)?.ToView(item.Product.Title, files),
        seller,
        item.License.ToView(),
        new Money(item.PriceCents, item.Product.Currency).ToView(),
        item.Problem == CartProblem.None,
        Notice(item));

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
