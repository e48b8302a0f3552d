using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Payouts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payouts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Payouts;

internal static class HoldEndpoints
{
    public static void MapHolds(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup(HoldRoutes.OfSeller).WithTags("Seller").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        own.MapGet("", ListOwnAsync).WithSummary("Holds of the own payouts, newest first");
        own.MapPost("/{holdId:guid}/appeal", AppealAsync).WithSummary("Say why the hold is wrong; once");
        var all = app.MapGroup(HoldRoutes.OfAdmin).WithTags("Admin").RequireAuthorization(Policies.Admin).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        all.MapGet("", ListAllAsync).WithSummary("All holds, newest first");
        all.MapPost("", PlaceAsync).WithSummary("Stop a seller's transfers, with a reason and a deadline");
        all.MapPost("/{holdId:guid}/lift", LiftAsync).WithSummary("Let the next weekly run pay the seller again");
    }

    private static async Task<Ok<IReadOnlyList<HoldView>>> ListOwnAsync(ClaimsPrincipal caller, MarketplaceDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var id = caller.UserId();
        return TypedResults.Ok<IReadOnlyList<HoldView>>(await ReadAsync(db, db.PayoutHolds.Where(hold => hold.SellerId == id), Paging.MaxLimit, time, cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AppealAsync(Guid holdId, AppealHoldRequest body, ClaimsPrincipal caller, HoldPayouts holds, CancellationToken cancellationToken)
    {
        var appealed = await holds.AppealAsync(caller.UserId(), holdId, body.Text, cancellationToken);
        return appealed.IsOk ? TypedResults.NoContent() : appealed.Error.ToProblem();
    }

    private static async Task<Results<Ok<PageView<HoldView>>, ProblemHttpResult>> ListAllAsync(string? cursor, int? limit, MarketplaceDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        if (!page.IsOk)
        {
            return page.Error.ToProblem();
        }

        var total = await db.PayoutHolds.CountUpAsync(cancellationToken);
        var rest = page.Value.Before is { } before ? db.PayoutHolds.Where(hold => hold.Id < before) : db.PayoutHolds;
        var holds = await ReadAsync(db, rest, page.Value.Limit + 1, time, cancellationToken);
        return TypedResults.Ok(new PageView<HoldView>([.. holds.Take(page.Value.Limit)], total, holds.Count > page.Value.Limit ? holds[page.Value.Limit - 1].Id.ToString("N") : null));
    }

    private static async Task<Results<Ok<HoldView>, ProblemHttpResult>> PlaceAsync(
        PlaceHoldRequest body, ClaimsPrincipal caller, MarketplaceDb db, HoldPayouts holds, TimeProvider time, CancellationToken cancellationToken)
    {
        if (body.DeadlineAt is { } deadline && deadline <= time.GetUtcNow())
        {
            return new Error(ErrorKind.Invalid, "validation_failed", "The deadline must lie ahead.", "deadlineAt").ToProblem();
        }

        var sellerId = await db.Users.Where(user => user.Handle == body.Seller).Select(user => (Guid?)user.Id).SingleOrDefaultAsync(cancellationToken);
        var placed = sellerId is null ? Error.NotFound("seller") : await holds.PlaceAsync(sellerId.Value, body.Reason, caller.UserId(), body.DeadlineAt, cancellationToken);
        return placed.IsOk
            ? TypedResults.Ok((await ReadAsync(db, db.PayoutHolds.Where(hold => hold.Id == placed.Value), 1, time, cancellationToken)).Single())
            : placed.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LiftAsync(Guid holdId, LiftHoldRequest body, HoldPayouts holds, CancellationToken cancellationToken)
    {
        var lifted = await holds.LiftAsync(holdId, body.Reason, cancellationToken);
        return lifted.IsOk ? TypedResults.NoContent() : lifted.Error.ToProblem();
    }

    private static async Task<List<HoldView>> ReadAsync(MarketplaceDb db, IQueryable<PayoutHold> query, int limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var rows = await (
            from hold in query
            join user in db.Users on hold.SellerId equals user.Id
            orderby hold.Id descending
            select new { hold, user.Handle, user.DisplayName }).AsNoTracking().Take(limit).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        return [.. rows.Select(row => new HoldView(
            row.hold.Id, row.hold.SellerId, row.Handle, row.DisplayName, row.hold.Kind, row.hold.Reason, row.hold.PlacedAt, row.hold.DeadlineAt,
            row.hold.Appeal, row.hold.AppealedAt, row.hold.LiftedAt, row.hold.IsActive(now)))];
    }
}
