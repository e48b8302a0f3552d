using Marketplace.Contracts.Cart;
using Marketplace.Web.Accounts;

namespace Marketplace.Web.Cart;

/// <summary>The cart of this request's person or guest, asked once; null for a guest who never put anything in.</summary>
internal sealed class CurrentCart(CartClient cart, CurrentPerson person, IHttpContextAccessor accessor)
{
    private Task<CartView>? current;

    /// <summary>The cart was asked for again: the header, which is rendered beside the page, shows another number.</summary>
    public event Action<CartView>? Changed;

    public async Task<CartView?> GetAsync() =>
        accessor.HttpContext is { } context && (person.SignedIn || GuestCart.Id(context) is not null)
            ? await (current ??= cart.GetAsync(context.RequestAborted))
            : null;

    /// <summary>After something that may have emptied the cart.</summary>
    public async Task ReloadAsync()
    {
        current = null;
        if (await GetAsync() is { } cart)
        {
            Changed?.Invoke(cart);
        }
    }
}
