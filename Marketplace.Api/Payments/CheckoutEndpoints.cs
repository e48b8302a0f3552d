using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Api.Orders;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Payments;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Payments;

internal static class CheckoutEndpoints
{
    private const int LongestKey = 200;

    public static void MapCheckout(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(PaymentRoutes.Checkout).WithTags("Checkout").ProducesProblem(400).ProducesProblem(409).ProducesProblem(503);
        group.MapPost("", StartAsync).WithSummary("Make an order from the cart and open its payment page");
        group.MapPost("/{orderId:guid}/refresh", RefreshAsync).ProducesProblem(404).WithSummary("Ask Stripe for the outcome of a payment now");
    }

    private static async Task<Results<Ok<CheckoutView>, ProblemHttpResult>> StartAsync(
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        MarketplaceDb db,
        StartCheckout start,
        CheckoutUrls urls,
        CancellationToken cancellationToken)
    {
        if (idempotencyKey is not { Length: > 0 and <= LongestKey })
        {
            return CheckoutErrors.KeyMissing.ToProblem();
        }

        var id = caller.UserId();
        var buyer = await db.Users.Where(user => user.Id == id).Select(user => new CheckoutBuyer(user.Id, user.Email, user.DisplayName)).SingleAsync(cancellationToken);
        var checkout = await start.ExecuteAsync(buyer, idempotencyKey, cancellationToken);
        return checkout.IsOk
            ? TypedResults.Ok(new CheckoutView(checkout.Value.OrderId, checkout.Value.OrderNumber, checkout.Value.Url ?? urls.Order(checkout.Value.OrderNumber).ToString()))
            : checkout.Error.ToProblem();
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> RefreshAsync(
        Guid orderId, ClaimsPrincipal caller, MarketplaceDb db, SettlePayment settle, OrderReader orders, ILogger<SettlePayment> logger, CancellationToken cancellationToken)
    {
        var buyerId = caller.UserId();
        var paymentId = await db.Payments.Where(payment => payment.OrderId == orderId && payment.BuyerId == buyerId).Select(payment => (Guid?)payment.Id).SingleOrDefaultAsync(cancellationToken);
        try
        {
            if (paymentId is not null)
            {
                await settle.ExecuteAsync(paymentId.Value, cancellationToken);
            }
        }
        catch (PaymentGatewayException exception)
        {
            // The order is shown as we know it; the webhook or the sweeper brings it up to date.
            logger.LogWarning(exception, "Payment {PaymentId} could not be refreshed", paymentId);
        }

        var order = await orders.FindAsync(buyerId, orderId, cancellationToken);
        return order is null ? Error.NotFound("order").ToProblem() : TypedResults.Ok(order);
    }
}
