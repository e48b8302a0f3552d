using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Api.Refunds;
using Marketplace.Contracts.Disputes;
using Marketplace.Contracts.Http;
using Marketplace.Core.Data;
using Marketplace.Core.Disputes;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Disputes;

internal static class DisputeEndpoints
{
    public static void MapDisputes(this IEndpointRouteBuilder app)
    {
        var one = Group(app, DisputeRoutes.Disputes);
        one.MapGet("/{disputeId:guid}", GetAsync).WithSummary("A dispute of an own sale; for admins any");
        one.MapGet("/{disputeId:guid}/evidence", GetEvidenceAsync).WithSummary("What would be sent to the bank");
        one.MapPost("/{disputeId:guid}/evidence", SendEvidenceAsync).ProducesProblem(503).WithSummary("Send it, with an own statement; once");
        Group(app, DisputeRoutes.OfSeller).MapGet("", ListOfSellerAsync).WithSummary("Disputes of the own sales, newest first");
        Group(app, DisputeRoutes.OfAdmin).RequireAuthorization(Policies.Admin).MapGet("", ListOfAdminAsync).WithSummary("All disputes, newest first");
        var warnings = Group(app, DisputeRoutes.FraudWarnings).RequireAuthorization(Policies.Admin);
        warnings.MapGet("", ListWarningsAsync).WithSummary("Early fraud warnings, newest first");
        warnings.MapPost("/{warningId:guid}/dismiss", DismissAsync).WithSummary("Let the order's money go on");
    }

    private static RouteGroupBuilder Group(IEndpointRouteBuilder app, string route) =>
        app.MapGroup(route).WithTags("Disputes").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);

    private static Guid? SellerOf(ClaimsPrincipal caller) => RefundActors.IsAdmin(caller) ? null : caller.UserId();

    private static async Task<Results<Ok<DisputeView>, ProblemHttpResult>> GetAsync(Guid disputeId, ClaimsPrincipal caller, DisputeReader reader, CancellationToken cancellationToken) =>
        await reader.FindAsync(disputeId, SellerOf(caller), cancellationToken) is { } dispute ? TypedResults.Ok(dispute) : Error.NotFound("dispute").ToProblem();

    private static async Task<Results<Ok<EvidenceView>, ProblemHttpResult>> GetEvidenceAsync(
        Guid disputeId, ClaimsPrincipal caller, MarketplaceDb db, DisputeReader reader, CollectEvidence collect, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(disputeId, SellerOf(caller), cancellationToken) is null)
        {
            return Error.NotFound("dispute").ToProblem();
        }

        var dispute = await db.Disputes.AsNoTracking().SingleAsync(dispute => dispute.Id == disputeId, cancellationToken);
        var evidence = await collect.ExecuteAsync(dispute, dispute.Statement ?? "", cancellationToken);
        return TypedResults.Ok(new EvidenceView(
            evidence.ProductDescription, $"{evidence.CustomerName} <{evidence.CustomerEmail}>", evidence.AccessActivityLog, evidence.RefundPolicy, dispute.Statement));
    }

    private static async Task<Results<Ok<DisputeView>, ProblemHttpResult>> SendEvidenceAsync(
        Guid disputeId, EvidenceRequest body, ClaimsPrincipal caller, DisputeReader reader, SubmitEvidence submit, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(disputeId, SellerOf(caller), cancellationToken) is null)
        {
            return Error.NotFound("dispute").ToProblem();
        }

        var sent = await submit.ExecuteAsync(disputeId, body.Statement, cancellationToken);
        return sent.IsOk ? TypedResults.Ok((await reader.FindAsync(disputeId, SellerOf(caller), cancellationToken))!) : sent.Error.ToProblem();
    }

    private static async Task<Results<Ok<PageView<DisputeView>>, ProblemHttpResult>> ListOfSellerAsync(
        string? cursor, int? limit, ClaimsPrincipal caller, DisputeReader reader, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await reader.ListAsync(caller.UserId(), page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<Ok<PageView<DisputeView>>, ProblemHttpResult>> ListOfAdminAsync(string? cursor, int? limit, DisputeReader reader, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await reader.ListAsync(null, page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<Ok<PageView<FraudWarningView>>, ProblemHttpResult>> ListWarningsAsync(string? cursor, int? limit, DisputeReader reader, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await reader.ListWarningsAsync(page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DismissAsync(Guid warningId, ClaimsPrincipal caller, CloseFraudWarning close, CancellationToken cancellationToken)
    {
        var closed = await close.ExecuteAsync(warningId, caller.UserId(), cancellationToken);
        return closed.IsOk ? TypedResults.NoContent() : closed.Error.ToProblem();
    }
}
