using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Accounts;

/// <summary>Teams as their owner, their members and invited people see them.</summary>
internal sealed class TeamReader(MarketplaceDb db, TimeProvider time)
{
    /// <summary>The one they are in, else their own; null without either.</summary>
    public async Task<TeamView?> FindAsync(Guid personId, CancellationToken cancellationToken)
    {
        var team = await db.Teams.AsNoTracking().SingleOrDefaultAsync(team => db.TeamSeats.Any(seat => seat.TeamId == team.Id && seat.UserId == personId), cancellationToken)
            ?? await db.Teams.AsNoTracking().SingleOrDefaultAsync(team => team.OwnerId == personId, cancellationToken);
        if (team is null)
        {
            return null;
        }

        var (now, isOwner) = (time.GetUtcNow(), team.OwnerId == personId);
        var limit = PlanTable.LimitOf(await db.OwnPlanAsync(team.OwnerId, now, cancellationToken), PlanFeature.Seats);
        var seats = await db.TeamSeats.AsNoTracking().Where(seat => seat.TeamId == team.Id && (isOwner || seat.UserId != null)).ToListAsync(cancellationToken);
        var ids = seats.Where(seat => seat.UserId is not null).Select(seat => seat.UserId!.Value).Append(team.OwnerId).ToList();
        var names = await db.Users.Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, cancellationToken);
        var over = TeamPolicy.OverLimit(seats, limit);
        return new(
            team.Id, team.Name, isOwner, limit < 2, names[team.OwnerId], limit,
            [
                new(null, names[team.OwnerId], null, "owner", team.CreatedAt, IsOverLimit: false),
                .. seats.OrderBy(seat => seat.JoinedAt ?? DateTimeOffset.MaxValue).ThenBy(seat => seat.Id).Select(seat => new TeamSeatView(
                    seat.Id, seat.UserId is { } id ? names[id] : null, isOwner ? seat.Email : null, StateOf(seat, now), seat.JoinedAt ?? seat.InvitedAt, over.Contains(seat.Id))),
            ]);
    }

    /// <summary>Null when the token opens nothing.</summary>
    public async Task<InvitationView?> FindInvitationAsync(string token, bool isSignedIn, CancellationToken cancellationToken)
    {
        var hash = TeamPolicy.HashOf(token);
        var found = await (
            from seat in db.TeamSeats.AsNoTracking()
            join team in db.Teams on seat.TeamId equals team.Id
            join owner in db.Users on team.OwnerId equals owner.Id
            where seat.TokenHash == hash
            select new { Seat = seat, team.Name, OwnerId = owner.Id, Owner = owner.DisplayName }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var rests = PlanTable.LimitOf(await db.OwnPlanAsync(found.OwnerId, now, cancellationToken), PlanFeature.Seats) < 2;
        var problem = found.Seat.UserId is not null ? TeamErrors.InvitationUsed
            : !TeamPolicy.IsOpen(found.Seat, now) ? TeamErrors.InvitationExpired
            : rests ? TeamErrors.NoFreeSeat : null;
        return new(found.Name, found.Owner, isSignedIn ? found.Seat.Email : null, problem is null, problem?.Message);
    }

    private static string StateOf(TeamSeat seat, DateTimeOffset now) => seat.UserId is not null ? "member" : TeamPolicy.IsOpen(seat, now) ? "invited" : "expired";
}
