using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>
/// Members' rights follow what the owner has themselves. Members without a place (the latest who joined) keep their seat and rest, until there is a
/// place again.
/// </summary>
public sealed class TeamRights(MarketplaceDb db, PlanRights rights, TimeProvider time)
{
    /// <summary>The owner's and all members' rows, until the caller's transaction ends.</summary>
    public async Task LockAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        var members = await Seats(ownerId).Where(seat => seat.UserId != null).Select(seat => seat.UserId!.Value).ToListAsync(cancellationToken);
        await db.LockPeopleAsync([ownerId, .. members], cancellationToken);
    }

    /// <summary>Gives and takes what members have by the team. Inside the caller's transaction, after <see cref="LockAsync"/>.</summary>
    public async Task ApplyAsync(Guid ownerId, CancellationToken cancellationToken)
    {
        var plan = await db.OwnPlanAsync(ownerId, time.GetUtcNow(), cancellationToken);
        var seats = await Seats(ownerId).AsNoTracking().Where(seat => seat.UserId != null).ToListAsync(cancellationToken);
        var over = TeamPolicy.OverLimit(seats, PlanTable.LimitOf(plan, PlanFeature.Seats));
        foreach (var seat in seats.OrderBy(seat => seat.UserId))
        {
            // Without an end of its own: the news of the owner's plan ends it.
            await rights.SetAsync(seat.UserId!.Value, PlanSource.Team, over.Contains(seat.Id) ? Plan.Free : plan, null, cancellationToken);
        }
    }

    /// <summary>Deletes a seat with the right that came with it; who rested may have its place. Inside the caller's transaction, after <see cref="LockAsync"/>.</summary>
    internal async Task TakeAsync(Guid ownerId, TeamSeat seat, CancellationToken cancellationToken)
    {
        await db.TeamSeats.Where(taken => taken.Id == seat.Id).ExecuteDeleteAsync(cancellationToken);
        if (seat.UserId is { } memberId)
        {
            await rights.SetAsync(memberId, PlanSource.Team, Plan.Free, null, cancellationToken);
            await ApplyAsync(ownerId, cancellationToken);
        }
    }

    private IQueryable<TeamSeat> Seats(Guid ownerId) => db.TeamSeats.Where(seat => db.Teams.Any(team => team.Id == seat.TeamId && team.OwnerId == ownerId));
}

/// <summary>An owner's plan has changed: the members' follow.</summary>
public sealed class FollowOwnersPlan(MarketplaceDb db, TeamRights rights) : IOutboxHandler<PlanChanged>
{
    public async Task HandleAsync(PlanChanged message, CancellationToken cancellationToken)
    {
        if (!await db.Teams.AnyAsync(team => team.OwnerId == message.UserId, cancellationToken))
        {
            return;
        }

        await db.InTransactionAsync(async () =>
        {
            await rights.LockAsync(message.UserId, cancellationToken);
            await rights.ApplyAsync(message.UserId, cancellationToken);
            return default(Done);
        }, cancellationToken);
    }
}
