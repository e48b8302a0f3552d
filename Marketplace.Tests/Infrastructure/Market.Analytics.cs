using Marketplace.Core.Analytics;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Infrastructure;

/// <summary>The sellers' aggregates against what they are made of.</summary>
internal sealed partial class Market
{
    /// <summary>What was counted event by event is what a rebuild makes of the books.</summary>
    public async Task AssertRebuildChangesNothingAsync()
    {
        var before = await AggregatesAsync();
        await WithAsync(async (RebuildAggregates rebuild) =>
        {
            await rebuild.ExecuteAsync(CancellationToken.None);
            return true;
        });
        Assert.That(await AggregatesAsync(), Is.EqualTo(before));
    }

    private Task<List<string>> AggregatesAsync() => ReadAsync(db => db.Database.SqlQuery<string>(
        $"""
        select to_jsonb(cell)::text as "Value" from analytics.daily_sales as cell
        union all select to_jsonb(customer)::text from analytics.customers as customer order by 1
        """).ToListAsync());
}
