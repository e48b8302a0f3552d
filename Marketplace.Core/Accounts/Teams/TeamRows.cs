using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

public static class TeamRows
{
    /// <summary>Whatever changes a team's seats locks its owner's row first, and those of the members it gives or takes something; in one order, so that none waits for another.</summary>
    public static Task LockPeopleAsync(this MarketplaceDb db, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var people = ids.Distinct().ToArray();
        return db.Database.ExecuteSqlAsync($"select 1 from accounts.users where id = any({people}) order by id for update", cancellationToken);
    }

    /// <summary>Accounts with this address (lower case), however its owner writes it.</summary>
    public static IQueryable<User> PeopleAt(this MarketplaceDb db, string address) => db.Users.FromSql($"select * from accounts.users where lower(email) = {address} and not is_guest");

    /// <summary>What a person has themselves: a seat in somebody's team does not make one's own.</summary>
    public static async Task<Plan> OwnPlanAsync(this MarketplaceDb db, Guid userId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var plans = await db.PlanRights.Where(right => right.UserId == userId && right.Source != PlanSource.Team && (right.Until == null || right.Until > now))
            .Select(right => right.Plan).ToListAsync(cancellationToken);
        return plans.Count == 0 ? Plan.Free : plans.Max();
    }

    /// <summary>The owner's team; made when there is none. Two at once make one.</summary>
    public static async Task<Team> EnsureTeamAsync(this MarketplaceDb db, Guid ownerId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var owner = await db.Users.Where(user => user.Id == ownerId).Select(user => user.DisplayName).SingleAsync(cancellationToken);
        var name = $"{owner}’s team";
        await db.Database.ExecuteSqlAsync(
            $"insert into accounts.teams (id, owner_id, name, invited, created_at) values ({Guid.CreateVersion7(now)}, {ownerId}, {name}, 0, {now}) on conflict (owner_id) do nothing", cancellationToken);
        return await db.Teams.AsTracking().SingleAsync(team => team.OwnerId == ownerId, cancellationToken);
    }
}
