using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>The owner takes an invitation or a seat back. What a member wrote for the team stays there.</summary>
public sealed class RemoveSeat(MarketplaceDb db, TeamRights rights, TimeProvider time)
{
    public async Task<Result<Done>> ExecuteAsync(Guid ownerId, Guid seatId, CancellationToken cancellationToken)
    {
        var isOwners = await db.TeamSeats.AnyAsync(seat => seat.Id == seatId && db.Teams.Any(team => team.Id == seat.TeamId && team.OwnerId == ownerId), cancellationToken);
        return isOwners ? await db.InTransactionAsync(() => RemoveAsync(ownerId, seatId, cancellationToken), cancellationToken) : Error.NotFound("seat");
    }

    private async Task<Result<Done>> RemoveAsync(Guid ownerId, Guid seatId, CancellationToken cancellationToken)
    {
        await rights.LockAsync(ownerId, cancellationToken);
        var seat = await db.TeamSeats.SingleOrDefaultAsync(seat => seat.Id == seatId, cancellationToken);
        if (seat is null)
        {
            return Error.NotFound("seat");
        }

        await rights.TakeAsync(ownerId, seat, cancellationToken);
        if (seat.UserId is { } memberId)
        {
            db.Publish(new TeamLeft(seat.TeamId, memberId, IsRemoved: true, time.GetUtcNow()), time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
        }

        return default(Done);
    }
}

/// <summary>A member goes; who leaves no longer reads what the team knows.</summary>
public sealed class LeaveTeam(MarketplaceDb db, TeamRights rights, TimeProvider time)
{
    public async Task<Result<Done>> ExecuteAsync(Guid memberId, CancellationToken cancellationToken)
    {
        var ownerId = await db.TeamSeats.Where(seat => seat.UserId == memberId)
            .Select(seat => (Guid?)db.Teams.Where(team => team.Id == seat.TeamId).Select(team => team.OwnerId).Single()).SingleOrDefaultAsync(cancellationToken);
        return ownerId is { } id ? await db.InTransactionAsync(() => LeaveAsync(id, memberId, cancellationToken), cancellationToken) : Error.NotFound("team");
    }

    private async Task<Result<Done>> LeaveAsync(Guid ownerId, Guid memberId, CancellationToken cancellationToken)
    {
        await rights.LockAsync(ownerId, cancellationToken);
        var seat = await db.TeamSeats.SingleOrDefaultAsync(seat => seat.UserId == memberId && db.Teams.Any(team => team.Id == seat.TeamId && team.OwnerId == ownerId), cancellationToken);
        if (seat is null)
        {
            return Error.NotFound("team");
        }

        await rights.TakeAsync(ownerId, seat, cancellationToken);
        db.Publish(new TeamLeft(seat.TeamId, memberId, IsRemoved: false, time.GetUtcNow()), time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }
}
