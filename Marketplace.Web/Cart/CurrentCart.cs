using Marketplace.Contracts.Cart;
using Marketplace.Contracts.Http;
using Marketplace.Web.Accounts;

namespace Marketplace.Web.Cart;

/// <summary>The cart of this request's person or guest with the tax of what they told us, asked once; null for a guest who never put anything in.</summary>
internal sealed class CurrentCart(CartClient cart, CurrentPerson person, IHttpContextAccessor accessor)
{
    private Task<CartView>? current;

    /// <summary>The cart was asked for again: the header, which is rendered beside the page, shows another number.</summary>
    public event Action<CartView>? Changed;

    /// <summary>Why the buyer's country or tax number is not taken; the cart is then without tax.</summary>
    public ApiProblemException? TaxProblem { get; private set; }

    public async Task<CartView?> GetAsync() =>
        accessor.HttpContext is { } context && (person.SignedIn || GuestCart.Id(context) is not null)
            ? await (current ??= AskAsync(context))
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

    private async Task<CartView> AskAsync(HttpContext context)
    {
        var details = BuyerDetails.Of(context);
        try
        {
            return await cart.GetAsync(details.Country, details.TaxId, context.RequestAborted);
        }
        catch (ApiProblemException problem) when (problem.Status == StatusCodes.Status400BadRequest)
        {
            TaxProblem = problem;
            return await cart.GetAsync(context.RequestAborted);
        }
    }
}
