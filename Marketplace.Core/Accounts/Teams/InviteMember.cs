using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>
/// The owner of a plan with seats invites somebody by mail, or sends the mail again. Whether the address has an account or another team is not looked at
/// here, so that nobody learns it; who accepts is told.
/// </summary>
public sealed class InviteMember(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<TeamSeat>> ExecuteAsync(Guid ownerId, string email, CancellationToken cancellationToken) =>
        db.InTransactionAsync(() => InviteAsync(ownerId, EnsureGuest.Normalize(email), cancellationToken), cancellationToken);

    private async Task<Result<TeamSeat>> InviteAsync(Guid ownerId, string address, CancellationToken cancellationToken)
    {
        await db.LockPeopleAsync([ownerId], cancellationToken);
        var now = time.GetUtcNow();
        var limit = PlanTable.LimitOf(await db.OwnPlanAsync(ownerId, now, cancellationToken), PlanFeature.Seats);
        if (limit < 2)
        {
            return TeamErrors.NoSeats;
        }

        if (await db.TeamSeats.AnyAsync(seat => seat.UserId == ownerId, cancellationToken))
        {
            return TeamErrors.InAnotherTeam;
        }

        if (await db.PeopleAt(address).AnyAsync(user => user.Id == ownerId, cancellationToken))
        {
            return TeamErrors.OwnAddress;
        }

        var team = await db.EnsureTeamAsync(ownerId, now, cancellationToken);
        var seats = await db.TeamSeats.AsTracking().Where(seat => seat.TeamId == team.Id).ToListAsync(cancellationToken);
        var seat = seats.Find(seat => seat.Email == address);
        if (seat?.UserId is not null || await IsMemberAsync(team.Id, address, cancellationToken))
        {
            return TeamErrors.AlreadyMember;
        }

        if (seat is not null && now < seat.InvitedAt + TeamPolicy.ResendAfter)
        {
            return TeamErrors.AlreadyInvited(seat.InvitedAt + TeamPolicy.ResendAfter - now);
        }

        if (1 + seats.Count(other => other != seat && (other.UserId is not null || TeamPolicy.IsOpen(other, now))) >= limit)
        {
            return TeamErrors.AllSeatsTaken(limit);
        }

        return team.TakeInvitation(now) is { } wait ? TeamErrors.TooManyInvitations(wait) : await SendAsync(team, seat, address, now, cancellationToken);
    }

    private async Task<TeamSeat> SendAsync(Team team, TeamSeat? seat, string address, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Nobody knows this token: the mail brings the one that opens the invitation, and the mail before it no longer does.
        var closed = TeamPolicy.HashOf(TeamPolicy.NewToken());
        if (seat is null)
        {
            seat = new() { Id = Guid.CreateVersion7(now), TeamId = team.Id, Email = address, TokenHash = closed, InvitedAt = now };
            db.TeamSeats.Add(seat);
        }
        else
        {
            (seat.TokenHash, seat.InvitedAt) = (closed, now);
        }

        db.Publish(new TeamInvited(seat.Id, now), now);
        await db.SaveChangesAsync(cancellationToken);
        return seat;
    }

    /// <summary>Under an address that they have changed since they were invited.</summary>
    private Task<bool> IsMemberAsync(Guid teamId, string address, CancellationToken cancellationToken) =>
        db.PeopleAt(address).AnyAsync(user => db.TeamSeats.Any(seat => seat.TeamId == teamId && seat.UserId == user.Id), cancellationToken);
}
