using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Answers;

/// <summary>What language models have cost on a day (UTC), with what calls that still run may cost.</summary>
public sealed class ModelSpending
{
    public required DateOnly Day { get; init; }

    /// <summary>Millionths of a US dollar.</summary>
    public long Micros { get; set; }
}

/// <summary>
/// The day's budget. A call reserves the most it can cost and settles what it did cost, so that calls at once, also of other replicas, never pass the budget.
/// A call that dies with its process leaves its reservation: the budget is kept rather than used up.
/// </summary>
public sealed class ModelBudget(MarketplaceDb db, TimeProvider time)
{
    /// <returns>The day it was reserved on; null when the budget has no room for it.</returns>
    public async Task<DateOnly?> ReserveAsync(long micros, long? budgetMicros, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var budget = budgetMicros ?? long.MaxValue;
        if (micros > budget)
        {
            return null;
        }

        var reserved = await db.Database.SqlQuery<long>($"""
            insert into brain.spending as spent (day, micros) values ({day}, {micros})
            on conflict (day) do update set micros = spent.micros + {micros} where spent.micros <= {budget} - {micros}
            returning micros
            """).ToListAsync(cancellationToken);
        return reserved.Count > 0 ? day : null;
    }

    public Task SettleAsync(DateOnly day, long reservedMicros, long spentMicros, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"update brain.spending set micros = greatest(0, micros - {reservedMicros} + {spentMicros}) where day = {day}", cancellationToken);
}
