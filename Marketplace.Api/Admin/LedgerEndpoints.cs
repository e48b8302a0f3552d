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
        group.MapGet("/ledger/invariants", CheckAsync).WithSummary("The books' always-true statements, checked now");
        group.MapGet("/outbox/dead", ListDeadAsync).WithSummary("Effects that failed too often");
        group.MapPost("/outbox/dead/{id:guid}/retry", RetryAsync).WithSummary("Try a failed effect again");
    }

    private static async Task<Ok<LedgerInvariantsView>> CheckAsync(LedgerInvariants invariants, LedgerQueries ledger, TimeProvider time, CancellationToken cancellationToken)
    {
        var checks = await invariants.CheckAsync(cancellationToken);
        var totals = await ledger.GetTotalsAsync(cancellationToken);
        return TypedResults.Ok(new LedgerInvariantsView(
            checks.All(check => check.IsOk),
            time.GetUtcNow(),
            [.. checks.Select(check => new LedgerInvariantView(check.Name, check.IsOk, check.Detail))],
            [.. totals.Select(total => new AccountBalanceView(total.Account, new Money(total.Cents, total.Currency).ToView()))]));
    }

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
