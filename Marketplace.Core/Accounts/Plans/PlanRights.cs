using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>The only writer of <see cref="User.Plan"/>: the largest of a person's rights, and news of it in the same commit.</summary>
public sealed class PlanRights(MarketplaceDb db, TimeProvider time)
{
    /// <summary>Gives, changes or (with <see cref="Plan.Free"/>) takes the right of one source. Runs inside the caller's transaction and holds the person's row until it ends.</summary>
    public async Task SetAsync(Guid userId, PlanSource source, Plan plan, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"select 1 from accounts.users where id = {userId} for update", cancellationToken);
        await db.PlanRights.Where(right => right.UserId == userId && right.Source == source).ExecuteDeleteAsync(cancellationToken);
        if (plan != Plan.Free && (until is null || until > now))
        {
            await db.Database.ExecuteSqlAsync(
                $"insert into accounts.plan_rights (user_id, source, plan, until) values ({userId}, {source.ToString()}, {plan.ToString()}, {until})", cancellationToken);
        }

        var plans = await db.PlanRights.Where(right => right.UserId == userId && (right.Until == null || right.Until > now)).Select(right => right.Plan).ToListAsync(cancellationToken);
        var after = plans.Count == 0 ? Plan.Free : plans.Max();
        var before = await db.Users.Where(user => user.Id == userId).Select(user => user.Plan).SingleAsync(cancellationToken);
        if (after != before)
        {
            await db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(user => user.Plan, after), cancellationToken);
            db.Publish(new PlanChanged(userId, before, after, now), now);
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Ends the rights whose time is over.</summary>
    /// <returns>How many ended.</returns>
    public async Task<int> EndDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = await db.PlanRights.AsNoTracking().Where(right => right.Until <= now).OrderBy(right => right.Until).Take(500).ToListAsync(cancellationToken);
        foreach (var right in due)
        {
            await db.InTransactionAsync(async () =>
            {
                // Renewed meanwhile: not due any more.
                if (await db.PlanRights.AnyAsync(found => found.UserId == right.UserId && found.Source == right.Source && found.Until <= now, cancellationToken))
                {
                    await SetAsync(right.UserId, right.Source, Plan.Free, null, cancellationToken);
                }

                return true;
            }, cancellationToken);
        }

        return due.Count;
    }
}
