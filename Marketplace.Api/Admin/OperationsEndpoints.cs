using Marketplace.Api.Hosting;
using Marketplace.Contracts.Admin;
using Marketplace.Core.Admin;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Marketplace.Core.Reconciliation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Admin;

internal static class OperationsEndpoints
{
    private const int Shown = 14;

    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(AdminRoutes.Operations).WithTags("Admin").RequireAuthorization(Policies.Admin).ProducesProblem(403);
        group.MapGet("", GetAsync).WithSummary("What of the money waits too long, and the last comparisons with Stripe");
        group.MapPost("/reconcile", ReconcileAsync).ProducesProblem(503).WithSummary("Compare the books with Stripe's now");
    }

    private static async Task<Ok<OperationsView>> GetAsync(MarketplaceDb db, MoneyAlarms alarms, CancellationToken cancellationToken) =>
        TypedResults.Ok(await ReadAsync(db, alarms, cancellationToken));

    private static async Task<Results<Ok<OperationsView>, ProblemHttpResult>> ReconcileAsync(MarketplaceDb db, MoneyAlarms alarms, Reconcile reconcile, CancellationToken cancellationToken)
    {
        try
        {
            await reconcile.ExecuteAsync(isForced: true, cancellationToken);
            return TypedResults.Ok(await ReadAsync(db, alarms, cancellationToken));
        }
        catch (PaymentGatewayException)
        {
            return new Error(ErrorKind.Unavailable, "payment_unavailable", "Stripe cannot be reached right now. Nothing was compared; try again in a minute.").ToProblem();
        }
    }

    private static async Task<OperationsView> ReadAsync(MarketplaceDb db, MoneyAlarms alarms, CancellationToken cancellationToken)
    {
        var raised = await alarms.ReadAsync(cancellationToken);
        var runs = await db.ReconciliationRuns.AsNoTracking().OrderByDescending(run => run.ToAt).Take(Shown).ToListAsync(cancellationToken);
        var mismatches = await db.Mismatches.AsNoTracking().OrderBy(mismatch => mismatch.ResolvedAt != null).ThenByDescending(mismatch => mismatch.FoundAt).Take(Paging.MaxLimit).ToListAsync(cancellationToken);
        var sellerIds = mismatches.SelectMany(mismatch => mismatch.SellerIds).Distinct().ToList();
        var handles = await db.Users.Where(user => sellerIds.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.Handle, cancellationToken);
        return new(
            !raised.Any(alarm => alarm.IsRaised),
            [.. raised.Select(alarm => new AlarmView(alarm.Code, alarm.Text, alarm.Count, alarm.OldestAt))],
            [.. runs.Select(run => new ReconciliationView(run.FromAt, run.ToAt, run.RanAt, run.Compared, run.Differed))],
            [
                .. mismatches.Select(mismatch => new MismatchView(
                    mismatch.Id, mismatch.EventType, mismatch.SourceId,
                    new Money(mismatch.StripeCents, mismatch.Currency).ToView(), new Money(mismatch.BookedCents, mismatch.Currency).ToView(),
                    [.. mismatch.SellerIds.Select(id => handles.GetValueOrDefault(id, id.ToString()))], mismatch.FoundAt, mismatch.ResolvedAt)),
            ]);
    }
}
