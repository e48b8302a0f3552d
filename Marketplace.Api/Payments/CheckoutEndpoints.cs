using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Cart;
using Marketplace.Api.Hosting;
using Marketplace.Api.Orders;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Payments;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Payments;

internal static class CheckoutEndpoints
{
    private const int LongestKey = 200;

    public static void MapCheckout(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(PaymentRoutes.Checkout).WithTags("Checkout").ProducesProblem(400).ProducesProblem(409).ProducesProblem(503);
        group.MapPost("", StartAsync).AllowAnonymous().ProducesProblem(401).WithSummary("Make an order from the cart and open its payment page; without an account give an e-mail address");
        group.MapPost("/{orderId:guid}/refresh", RefreshAsync).ProducesProblem(404).WithSummary("Ask Stripe for the outcome of a payment now");
    }

    private static async Task<Results<Ok<CheckoutView>, ProblemHttpResult, ChallengeHttpResult>> StartAsync(
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] CheckoutRequest? request,
        HttpContext http,
        CheckoutBuyers buyers,
        StartCheckout start,
        CheckoutUrls urls,
        CancellationToken cancellationToken)
    {
        if (idempotencyKey is not { Length: > 0 and <= LongestKey })
        {
            return CheckoutErrors.KeyMissing.ToProblem();
        }

        if (!CheckoutBuyers.MayBuy(http, request))
        {
            return TypedResults.Challenge();
        }

        var buyer = await buyers.FindAsync(http, request, cancellationToken);
        if (!buyer.IsOk)
        {
            return buyer.Error.ToProblem();
        }

        var details = new CheckoutDetails(Text(request?.Country), Text(request?.TaxId), Text(request?.BillingName), Text(request?.BillingAddress));
        var checkout = await start.ExecuteAsync(buyer.Value, idempotencyKey, details, cancellationToken);
        return checkout.IsOk ? TypedResults.Ok(ToView(checkout.Value, urls)) : checkout.Error.ToProblem();
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> RefreshAsync(
        Guid orderId, ClaimsPrincipal caller, PaymentRefresh refresh, OrderReader orders, CancellationToken cancellationToken)
    {
        var buyerId = caller.UserId();
        if (await orders.IsOwnAsync(buyerId, orderId, cancellationToken))
        {
            await refresh.ExecuteAsync(orderId, cancellationToken);
        }

        var order = await orders.FindAsync(buyerId, orderId, cancellationToken);
        return order is null ? Error.NotFound("order").ToProblem() : TypedResults.Ok(order);
    }

    private static CheckoutView ToView(Checkout checkout, CheckoutUrls urls)
    {
        var ownPage = checkout.GuestToken is { } token ? urls.GuestOrder(token) : urls.Order(checkout.OrderNumber);
        return new(checkout.OrderId, checkout.OrderNumber, checkout.Url ?? ownPage.ToString(), checkout.GuestToken);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Who checks out: the signed-in person, or the guest of an e-mail address with a cart of its own.</summary>
internal sealed class CheckoutBuyers(MarketplaceDb db, EnsureGuest guests)
{
    public static bool MayBuy(HttpContext http, CheckoutRequest? request) => http.User.FindUserId() is not null || !string.IsNullOrWhiteSpace(request?.Email);

    public async Task<Result<CheckoutBuyer>> FindAsync(HttpContext http, CheckoutRequest? request, CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is { } id)
        {
            return await db.Users.Where(user => user.Id == id).Select(user => new CheckoutBuyer(user.Id, user.Email, user.DisplayName, null)).SingleAsync(cancellationToken);
        }

        if (http.GuestCartId() is not { } cartId || !await db.Carts.AnyAsync(cart => cart.Id == cartId && cart.UserId == null, cancellationToken))
        {
            return CheckoutErrors.EmptyCart;
        }

        var email = EnsureGuest.Normalize(request!.Email!);
        return new CheckoutBuyer(await guests.ExecuteAsync(email, cancellationToken), email, EnsureGuest.Name, cartId);
    }
}
