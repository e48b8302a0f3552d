using System.Data;
using System.Globalization;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Analytics;

/// <summary>What a comparison of the aggregates with orders and ledger found.</summary>
/// <param name="WrongCells">Cells of daily sales that were not the sum of what was counted.</param>
/// <param name="WrongSellers">Sellers whose movements are not what the ledger holds for them; nothing here can mend that.</param>
/// <param name="Forgotten">Events that nobody had counted.</param>
/// <param name="WrongCustomers">Customers that were not the sum of their lines; a sale of this moment may be among them.</param>
public sealed record AggregateFindings(int WrongCells, int WrongSellers, int Forgotten, int WrongCustomers)
{
    public bool IsOk => this is { WrongCells: 0, WrongSellers: 0, Forgotten: 0 };
}

/// <summary>Daily: compares the sellers' figures with what they are made of, and mends what differs. Asked more often, it does nothing.</summary>
public sealed class CheckAggregates(MarketplaceDb db, CountMovement count, RebuildAggregates rebuild, RefreshCustomers customers, TimeProvider time, ILogger<CheckAggregates> logger)
{
    public async Task ExecuteIfDueAsync(CancellationToken cancellationToken)
    {
        await rebuild.ExecuteOnceAsync(cancellationToken);
        var last = await db.AggregateChecks.Select(check => check.CheckedAt).SingleOrDefaultAsync(cancellationToken);
        if (AnalyticsPolicy.IsCheckDue(last, time.GetUtcNow()))
        {
            await ExecuteAsync(cancellationToken);
        }
    }

    public async Task<AggregateFindings> ExecuteAsync(CancellationToken cancellationToken)
    {
        db.Database.SetCommandTimeout(AnalyticsPolicy.StatementWithin);
        var now = time.GetUtcNow();

        // One snapshot: sales go on meanwhile.
        var (wrongCells, wrongSellers, forgotten) = await db.InTransactionAsync(async () => (
            await db.Database.SqlQueryRaw<int>(MovementSql.CountWrongCells).SingleAsync(cancellationToken),
            await db.Database.SqlQueryRaw<int>(MovementSql.CountWrongSellers).SingleAsync(cancellationToken),
            await db.Database.SqlQueryRaw<ForgottenEvent>(MovementSql.ListForgotten, now - AnalyticsPolicy.CountWithin).ToListAsync(cancellationToken)), cancellationToken, IsolationLevel.RepeatableRead);
        foreach (var movement in forgotten)
        {
            await count.ExecuteAsync(movement.Kind, movement.SourceId, cancellationToken);
        }

        if (wrongCells > 0)
        {
            await rebuild.ExecuteAsync(cancellationToken);
        }

        var findings = new AggregateFindings(wrongCells, wrongSellers, forgotten.Count, await customers.ExecuteAllAsync(cancellationToken));
        await KeepAsync(findings, now, cancellationToken);
        await ForgetAsync(now, cancellationToken);
        return findings;
    }

    private async Task KeepAsync(AggregateFindings findings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{findings.WrongCells} cells were wrong, {findings.Forgotten} events forgotten, {findings.WrongCustomers} customers made anew, {findings.WrongSellers} sellers differ from the ledger");
        if (!findings.IsOk)
        {
            logger.LogCritical("The sellers' figures were not what the books say: {Detail}", detail);
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            insert into analytics.aggregate_checks (id, checked_at, is_ok, detail) values ({AggregateCheck.OnlyId}, {now}, {findings.IsOk}, {detail})
            on conflict (id) do update set checked_at = excluded.checked_at, is_ok = excluded.is_ok, detail = excluded.detail
            """, cancellationToken);
    }

    /// <summary>Batches and carts of long ago will not come again.</summary>
    private async Task ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - AnalyticsPolicy.RememberTraffic;
        await db.TrafficBatches.Where(batch => batch.CountedAt < before).ExecuteDeleteAsync(cancellationToken);
        await db.CountedEvents.Where(counted => counted.Kind == MovementKind.CartAdd && counted.CountedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    internal sealed record ForgottenEvent(string Kind, Guid SourceId);
}
