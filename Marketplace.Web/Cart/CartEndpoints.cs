using Marketplace.Contracts.Cart;
using Marketplace.Contracts.Catalog;
using Marketplace.Web.Accounts;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Cart;

internal static class CartEndpoints
{
    public static void MapCartForms(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/cart/lines", AddAsync);
        routes.MapPost("/cart/lines/{productId:guid}/remove", RemoveAsync);
        routes.MapPost("/cart/discount", DiscountAsync);
    }

    private static async Task<RedirectHttpResult> AddAsync([FromForm] AddToCartForm form, HttpContext context, CartClient cart, CurrentPerson person, Flash flash, CancellationToken cancellationToken)
    {
        var license = form.License == "extended" ? LicenseName.Extended : LicenseName.Standard;
        var view = await cart.PutLineAsync(form.ProductId, new PutCartLineRequest { License = license }, cancellationToken);
        if (!person.SignedIn)
        {
            GuestCart.Remember(context, view.Id);
        }

        if (form.Next == "buy")
        {
            return TypedResults.LocalRedirect("/cart");
        }

        var title = view.Lines.FirstOrDefault(line => line.ProductId == form.ProductId)?.Title;
        flash.Say("Added to your cart", title, "/cart", "Go to cart");
        return TypedResults.LocalRedirect(LocalUrl.Previous(context.Request) ?? "/cart");
    }

    /// <summary>An empty code takes the one in the cart out.</summary>
    private static async Task<RedirectHttpResult> DiscountAsync([FromForm] string? code, CartClient cart, CancellationToken cancellationToken)
    {
        await cart.PutDiscountAsync(code, cancellationToken);
        return TypedResults.LocalRedirect("/cart#total");
    }

    private static async Task<RedirectHttpResult> RemoveAsync(Guid productId, [FromForm] string? title, CartClient cart, Flash flash, CancellationToken cancellationToken)
    {
        await cart.RemoveLineAsync(productId, cancellationToken);
        flash.Say("Removed from your cart", title);
        return TypedResults.LocalRedirect("/cart");
    }
}

/// <param name="Next"><c>buy</c> leads on to the cart; anything else back to the page.</param>
internal sealed record AddToCartForm(Guid ProductId, string? License, string? Next);
