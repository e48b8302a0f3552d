using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>Whose knowledge somebody shares at present. Asked anew each time: a seat or a plan that is gone is gone at once.</summary>
public sealed class TeamMembership(MarketplaceDb db, TimeProvider time)
{
    private static readonly List<Plan> WithSpace = [.. PlanTable.All.Where(offer => PlanTable.Allows(offer.Plan, PlanFeature.TeamSpace)).Select(offer => offer.Plan)];

    /// <returns>The team whose space the person reads and writes; null when there is none, or it rests.</returns>
    public async Task<Guid?> FindAsync(Guid personId, CancellationToken cancellationToken)
    {
        var sources = await SourcesAsync(personId, cancellationToken);
        if (sources.Contains(PlanSource.Team)
            && await db.TeamSeats.Where(seat => seat.UserId == personId).Select(seat => (Guid?)seat.TeamId).SingleOrDefaultAsync(cancellationToken) is { } joined)
        {
            return joined;
        }

        return sources.Exists(source => source != PlanSource.Team)
            ? await db.Teams.Where(team => team.OwnerId == personId).Select(team => (Guid?)team.Id).SingleOrDefaultAsync(cancellationToken)
            : null;
    }

    /// <summary>The same, and makes the team of an owner who has none yet.</summary>
    public async Task<Guid?> EnsureAsync(Guid personId, CancellationToken cancellationToken)
    {
        if (await FindAsync(personId, cancellationToken) is { } found)
        {
            return found;
        }

        return (await SourcesAsync(personId, cancellationToken)).Exists(source => source != PlanSource.Team)
            ? (await db.EnsureTeamAsync(personId, time.GetUtcNow(), cancellationToken)).Id
            : null;
    }

    /// <summary>Owner or member, also while the team rests.</summary>
    public Task<bool> BelongsAsync(Guid personId, Guid teamId, CancellationToken cancellationToken) => db.Teams.AnyAsync(
        team => team.Id == teamId && (team.OwnerId == personId || db.TeamSeats.Any(seat => seat.TeamId == teamId && seat.UserId == personId)), cancellationToken);

    public Task<bool> OwnsAsync(Guid personId, Guid teamId, CancellationToken cancellationToken) => db.Teams.AnyAsync(team => team.Id == teamId && team.OwnerId == personId, cancellationToken);

    private Task<List<PlanSource>> SourcesAsync(Guid personId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.PlanRights.Where(right => right.UserId == personId && WithSpace.Contains(right.Plan) && (right.Until == null || right.Until > now))
            .Select(right => right.Source).ToListAsync(cancellationToken);
    }
}
