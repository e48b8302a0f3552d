using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Refunds;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Marketplace.Core.Refunds;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Refunds;

internal static class RefundEndpoints
{
    private const int LongestKey = 200;

    public static void MapRefunds(this IEndpointRouteBuilder app)
    {
        var ofOrder = Group(app, "/api/orders/{orderId:guid}/refunds");
        ofOrder.MapPost("", RefundAsync).ProducesProblem(402).ProducesProblem(503).WithSummary("Buyer: ask for money back. Seller of the lines, or admin: refund");
        ofOrder.MapGet("", ListOfOrderAsync).WithSummary("The order's refunds");
        ofOrder.MapGet("/preview", PreviewAsync).ProducesProblem(503).WithSummary("What a refund would take from whom");
        var one = Group(app, RefundRoutes.Refunds);
        one.MapPost("/{refundId:guid}/grant", GrantAsync).ProducesProblem(402).WithSummary("Grant what a buyer asked for; granting twice refunds once");
        one.MapPost("/{refundId:guid}/decline", DeclineAsync).WithSummary("Decline it, with a reason for the buyer");
        Group(app, RefundRoutes.Refundable).MapGet("/{idOrNumber}", GetRefundableAsync).WithSummary("What can still be refunded of an order");
        Group(app, RefundRoutes.OfSeller).MapGet("", ListOfSellerAsync).WithSummary("Refunds of the own sales, newest first");
        Group(app, RefundRoutes.OfAdmin).RequireAuthorization(Policies.Admin).MapGet("", ListOfAdminAsync).WithSummary("All refunds, newest first");
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder app, string route) =>
        app.MapGroup(route).WithTags("Refunds").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<Ok<RefundView>, ProblemHttpResult>> RefundAsync(
        Guid orderId, RefundRequest body, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, ClaimsPrincipal caller,
        [AsParameters] RefundServices services, CancellationToken cancellationToken)
    {
        if (RefuseKey(idempotencyKey) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (await services.Actors.FindAsync(caller, orderId, cancellationToken) is not { } actor)
        {
            return Error.NotFound("order").ToProblem();
        }

        var wish = ToWish(orderId, body);
        var refunded = actor.Role == RefundOrigin.Buyer
            ? await services.Ask.ExecuteAsync(actor.UserId, wish, idempotencyKey!, cancellationToken)
            : await services.Refund.ExecuteAsync(actor, wish, idempotencyKey!, cancellationToken);
        return refunded.IsOk ? TypedResults.Ok(await services.Reader.GetAsync(refunded.Value, actor.SellerId, cancellationToken)) : refunded.Error.ToProblem();
    }

    private static async Task<Results<Ok<IReadOnlyList<RefundView>>, ProblemHttpResult>> ListOfOrderAsync(
        Guid orderId, ClaimsPrincipal caller, RefundActors actors, RefundReader reader, CancellationToken cancellationToken) =>
        await actors.FindAsync(caller, orderId, cancellationToken) is { } actor
            ? TypedResults.Ok<IReadOnlyList<RefundView>>(await reader.OfOrderAsync(orderId, actor.SellerId, actor.Role != RefundOrigin.Buyer, cancellationToken))
            : Error.NotFound("order").ToProblem();

    private static async Task<Results<Ok<RefundPreviewView>, ProblemHttpResult>> PreviewAsync(
        Guid orderId, Guid? lineId, long? amount, ClaimsPrincipal caller, MarketplaceDb db, RefundActors actors, PreviewRefund preview, CancellationToken cancellationToken)
    {
        if (await actors.FindAsync(caller, orderId, cancellationToken) is not { } actor)
        {
            return Error.NotFound("order").ToProblem();
        }

        var currency = await db.Orders.Where(order => order.Id == orderId).Select(order => order.Currency).SingleAsync(cancellationToken);
        try
        {
            var seen = await preview.ExecuteAsync(new(orderId, lineId, amount is { } cents ? new Money(cents, currency) : null, ""), actor.SellerId, cancellationToken);
            return seen.IsOk ? TypedResults.Ok(ToView(seen.Value)) : seen.Error.ToProblem();
        }
        catch (PaymentGatewayException)
        {
            return RefundErrors.NoPreview.ToProblem();
        }
    }

    private static async Task<Results<Ok<RefundableView>, ProblemHttpResult>> GetRefundableAsync(
        string idOrNumber, ClaimsPrincipal caller, RefundableReader reader, CancellationToken cancellationToken)
    {
        var refundable = await reader.ReadAsync(caller, idOrNumber, cancellationToken);
        return refundable.IsOk ? TypedResults.Ok(refundable.Value) : refundable.Error.ToProblem();
    }

    private static async Task<Results<Ok<RefundView>, ProblemHttpResult>> GrantAsync(
        Guid refundId, ClaimsPrincipal caller, DecideRefund decide, RefundReader reader, CancellationToken cancellationToken)
    {
        var actor = RefundActors.Decider(caller);
        var granted = await decide.GrantAsync(actor, refundId, cancellationToken);
        return granted.IsOk ? TypedResults.Ok(await reader.GetAsync(refundId, actor.SellerId, cancellationToken)) : granted.Error.ToProblem();
    }

    private static async Task<Results<Ok<RefundView>, ProblemHttpResult>> DeclineAsync(
        Guid refundId, DeclineRefundRequest body, ClaimsPrincipal caller, DecideRefund decide, RefundReader reader, CancellationToken cancellationToken)
    {
        var actor = RefundActors.Decider(caller);
        var declined = await decide.DeclineAsync(actor, refundId, body.Reason, cancellationToken);
        return declined.IsOk ? TypedResults.Ok(await reader.GetAsync(refundId, actor.SellerId, cancellationToken)) : declined.Error.ToProblem();
    }

    private static async Task<Results<Ok<PageView<RefundView>>, ProblemHttpResult>> ListOfSellerAsync(
        string? cursor, int? limit, ClaimsPrincipal caller, RefundReader reader, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await reader.ListAsync(caller.UserId(), page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<Ok<PageView<RefundView>>, ProblemHttpResult>> ListOfAdminAsync(
        string? cursor, int? limit, RefundReader reader, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await reader.ListAsync(null, page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    /// <returns>Null for a key that can be used.</returns>
    public static Error? RefuseKey(string? idempotencyKey) => idempotencyKey is { Length: > 0 and <= LongestKey } ? null : CheckoutErrors.KeyMissing;

    public static RefundWish ToWish(Guid orderId, RefundRequest body) =>
        new(orderId, body.LineId, body.Amount is { } amount ? new Money(amount.Amount, amount.Currency) : null, body.Reason);

    private static RefundPreviewView ToView(RefundPreview preview)
    {
        MoneyView Amount(long cents) => new Money(cents, preview.Currency).ToView();
        return new(Amount(preview.AmountCents),
        [
            .. preview.Lines.Select(line => new RefundPreviewLineView(
                line.Line.Id,
                line.Line.Title,
                Amount(line.AmountCents),
                Amount(line.Parts.SellerCents),
                Amount(line.Parts.PlatformFeeCents),
                Amount(line.Parts.TaxCents),
                Amount(line.Parts.LossCents),
                Amount(line.FromBalanceCents),
                Amount(line.ReversedCents),
                Amount(line.DebtCents),
                line.EndsAccess)),
        ]);
    }
}

/// <summary>What a refund by the API needs.</summary>
internal sealed record RefundServices(RefundActors Actors, RequestRefund Ask, RefundOrder Refund, RefundReader Reader);
