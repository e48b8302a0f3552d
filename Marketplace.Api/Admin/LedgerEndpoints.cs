using Marketplace.Api.Hosting;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Http;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Admin;

internal static class LedgerEndpoints
{
    public static void MapAdminLedger(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/admin").WithTags("Admin").RequireAuthorization(Policies.Admin).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("/ledger/invariants", GetInvariantsAsync).WithSummary("The books' always-true statements: checked now while that takes under two seconds, else as checked last (hourly, and whenever an admin asks for it)");
        group.MapGet("/ledger/seals", GetSealsAsync).WithSummary("The chain over the ledger's entries, as last verified");
        group.MapPost("/ledger/check", CheckAsync).WithSummary("Check the statements and the whole chain now");
        group.MapGet("/outbox/dead", ListDeadAsync).WithSummary("Effects that failed too often");
        group.MapPost("/outbox/dead/{id:guid}/retry", RetryAsync).WithSummary("Try a failed effect again");
    }

    private static async Task<Ok<LedgerInvariantsView>> GetInvariantsAsync(CheckLedger checks, CancellationToken cancellationToken)
    {
        var check = await checks.GetStatementsAsync(cancellationToken);
        var findings = CheckLedger.Read(check);
        return TypedResults.Ok(new LedgerInvariantsView(
            check.IsOk,
            check.CheckedAt,
            [.. findings.Statements.Select(ToView)],
            [.. findings.Totals.Select(total => new AccountBalanceView(total.Account, new Money(total.Cents, total.Currency).ToView()))]));
    }

    private static async Task<NoContent> CheckAsync(CheckLedger checks, CancellationToken cancellationToken)
    {
        await checks.ExecuteAsync(isForced: true, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<LedgerSealsView>> GetSealsAsync(MarketplaceDb db, CancellationToken cancellationToken)
    {
        var last = await db.Seals.AsNoTracking().OrderByDescending(seal => seal.Sequence).FirstOrDefaultAsync(cancellationToken);
        var waiting = await db.UnsealedEntries.LongCountAsync(cancellationToken);
        var check = await db.LedgerChecks.AsNoTracking().SingleOrDefaultAsync(check => check.Name == LedgerCheck.Seals, cancellationToken);
        return TypedResults.Ok(new LedgerSealsView(
            check?.IsOk ?? true,
            check?.CheckedAt,
            last?.Sequence ?? 0,
            waiting,
            last is null ? null : LedgerChain.Hex(last.Hash),
            last?.SealedAt,
            check is null ? [] : [.. CheckLedger.Read(check).Statements.Select(ToView)]));
    }

    private static LedgerInvariantView ToView(Invariant statement) => new(statement.Name, statement.IsOk, statement.Detail);

    private static async Task<Ok<PageView<DeadLetterView>>> ListDeadAsync(MarketplaceDb db, CancellationToken cancellationToken)
    {
        var dead = await db.OutboxMessages.AsNoTracking().Where(message => message.DeadAt != null).OrderByDescending(message => message.DeadAt).Take(Paging.MaxLimit)
            .Select(message => new DeadLetterView(message.Id, message.Type, message.Attempts, message.Error ?? "", message.CreatedAt))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new PageView<DeadLetterView>(dead, dead.Count, null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RetryAsync(Guid id, MarketplaceDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var message = await db.OutboxMessages.AsTracking().SingleOrDefaultAsync(message => message.Id == id, cancellationToken);
        if (message is null)
        {
            return Error.NotFound("message").ToProblem();
        }

        if (message.DeadAt is null)
        {
            return new Error(ErrorKind.Conflict, "outbox.not_dead", "This message is not among the failed ones any more.").ToProblem();
        }

        message.Retry(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.NoContent();
    }
}
