using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>
/// Somebody takes the seat they were invited to. The invitation is for the address it went to: a link that was passed on opens nothing for others,
/// and who has not confirmed an address cannot claim a seat by it.
/// </summary>
public sealed class AcceptInvitation(MarketplaceDb db, PlanRights rights, TimeProvider time)
{
    /// <returns>The team's id.</returns>
    public async Task<Result<Guid>> ExecuteAsync(SignedInPerson person, string token, CancellationToken cancellationToken)
    {
        var hash = TeamPolicy.HashOf(token);
        var found = await db.TeamSeats.Where(seat => seat.TokenHash == hash)
            .Select(seat => new { seat.Email, OwnerId = db.Teams.Where(team => team.Id == seat.TeamId).Select(team => team.OwnerId).Single() }).SingleOrDefaultAsync(cancellationToken);
        return found switch
        {
            null => Error.NotFound("invitation"),
            { OwnerId: var ownerId } when ownerId == person.Id => TeamErrors.OwnTeam,
            { Email: var email } when email != EnsureGuest.Normalize(person.Email) => TeamErrors.OtherAddress(email),
            _ when !person.HasConfirmedEmail => TeamErrors.AddressNotConfirmed,
            _ => await db.InTransactionAsync(() => TakeAsync(person.Id, found.OwnerId, hash, cancellationToken), cancellationToken),
        };
    }

    private async Task<Result<Guid>> TakeAsync(Guid personId, Guid ownerId, string hash, CancellationToken cancellationToken)
    {
        await db.LockPeopleAsync([ownerId, personId], cancellationToken);
        var now = time.GetUtcNow();
        var seat = await db.TeamSeats.AsTracking().SingleOrDefaultAsync(seat => seat.TokenHash == hash, cancellationToken);
        if (seat is null)
        {
            return Error.NotFound("invitation");
        }

        if (seat.UserId is not null || !TeamPolicy.IsOpen(seat, now))
        {
            return seat.UserId is null ? TeamErrors.InvitationExpired : TeamErrors.InvitationUsed;
        }

        if (await db.TeamSeats.AnyAsync(other => other.UserId == personId, cancellationToken))
        {
            return TeamErrors.InAnotherTeam;
        }

        if (await OwnsSeatsAsync(personId, cancellationToken))
        {
            return TeamErrors.OwnsATeam;
        }

        var plan = await db.OwnPlanAsync(ownerId, now, cancellationToken);
        if (1 + await db.TeamSeats.CountAsync(other => other.TeamId == seat.TeamId && other.UserId != null, cancellationToken) >= PlanTable.LimitOf(plan, PlanFeature.Seats))
        {
            return TeamErrors.NoFreeSeat;
        }

        (seat.UserId, seat.JoinedAt) = (personId, now);
        db.Publish(new TeamJoined(seat.TeamId, personId, now), now);
        await db.SaveChangesAsync(cancellationToken);
        await rights.SetAsync(personId, PlanSource.Team, plan, null, cancellationToken);
        return seat.TeamId;
    }

    private Task<bool> OwnsSeatsAsync(Guid personId, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - TeamPolicy.InvitationLifetime;
        return db.TeamSeats.AnyAsync(
            seat => (seat.UserId != null || seat.InvitedAt > since) && db.Teams.Any(team => team.Id == seat.TeamId && team.OwnerId == personId), cancellationToken);
    }
}
