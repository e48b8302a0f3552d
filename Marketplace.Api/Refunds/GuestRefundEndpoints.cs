using Marketplace.Api.Hosting;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Refunds;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Refunds;

/// <summary>Refunds of an order bought without an account: whoever has its link asks as its buyer. Money goes back to what was paid with, to nobody else.</summary>
internal static class GuestRefundEndpoints
{
    public static void MapGuestRefunds(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup($"{OrderRoutes.GuestOrders}/{{token}}/refunds").WithTags("Refunds").AllowAnonymous().WithMetadata(new CountedReads())
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429);
        group.MapPost("", AskAsync).WithSummary("Ask for money back, by the order's link");
        group.MapGet("", ListAsync).WithSummary("The order's refunds");
        group.MapGet("/refundable", GetRefundableAsync).WithSummary("What can still be refunded of the order");
    }

    private static async Task<Results<Ok<RefundView>, ProblemHttpResult>> AskAsync(
        string token, RefundRequest body, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, MarketplaceDb db, [AsParameters] RefundServices services,
        CancellationToken cancellationToken)
    {
        if (RefundEndpoints.RefuseKey(idempotencyKey) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (await GuestLink.FindOrderAsync(db, token, cancellationToken) is not { } orderId)
        {
            return Error.NotFound("order").ToProblem();
        }

        var buyerId = await db.Orders.Where(order => order.Id == orderId).Select(order => order.BuyerId).SingleAsync(cancellationToken);
        var asked = await services.Ask.ExecuteAsync(buyerId, RefundEndpoints.ToWish(orderId, body), idempotencyKey!, cancellationToken);
        return asked.IsOk ? TypedResults.Ok(await services.Reader.GetAsync(asked.Value, null, cancellationToken)) : asked.Error.ToProblem();
    }

    private static async Task<Results<Ok<IReadOnlyList<RefundView>>, ProblemHttpResult>> ListAsync(
        string token, MarketplaceDb db, RefundReader reader, CancellationToken cancellationToken) =>
        await GuestLink.FindOrderAsync(db, token, cancellationToken) is { } orderId
            ? TypedResults.Ok<IReadOnlyList<RefundView>>(await reader.OfOrderAsync(orderId, null, canDecide: false, cancellationToken))
            : Error.NotFound("order").ToProblem();

    private static async Task<Results<Ok<RefundableView>, ProblemHttpResult>> GetRefundableAsync(
        string token, MarketplaceDb db, RefundableReader reader, CancellationToken cancellationToken)
    {
        if (await GuestLink.FindOrderAsync(db, token, cancellationToken) is not { } orderId)
        {
            return Error.NotFound("order").ToProblem();
        }

        var refundable = await reader.ReadAsBuyerAsync(orderId, cancellationToken);
        return refundable.IsOk ? TypedResults.Ok(refundable.Value) : refundable.Error.ToProblem();
    }
}
