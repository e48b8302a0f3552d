using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payouts;

/// <summary>Ends the holding period of every line whose time has come: one journal entry per line (MONEY.md 9).</summary>
public sealed class ReleaseEscrow(MarketplaceDb db, TimeProvider time)
{
    public const string EventType = "release";
    private const int BatchSize = 500;

    /// <returns>How many lines were released.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var released = 0;
        int batch;
        do
        {
            batch = await db.InTransactionAsync(() => ReleaseBatchAsync(cancellationToken), cancellationToken);
            released += batch;
        }
        while (batch == BatchSize);
        return released;
    }

    private async Task<int> ReleaseBatchAsync(CancellationToken cancellationToken)
    {
        // One at a time, and waiting: a weekly run that skipped lines another worker is just releasing would leave them for a week.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('payouts.release', 0))", cancellationToken);
        var now = time.GetUtcNow();
        var lines = await db.OrderLines
            .FromSql($"select * from orders.lines where state = 'InEscrow' and frozen_at is null and release_at <= {now} order by release_at, id limit {BatchSize} for update")
            .AsTracking()
            .ToListAsync(cancellationToken);
        foreach (var line in lines)
        {
            line.Release(now);
            if (line.DueCents > 0)
            {
                db.JournalEntries.Add(Book(line, now));
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return lines.Count;
    }

    public static JournalEntry Book(OrderLine line, DateTimeOffset now)
    {
        var amount = new Money(line.DueCents, line.Currency);
        return JournalEntry.Create(EventType, line.Id.ToString(), line.ReleasedAt!.Value, now,
        [
            PostingDraft.Debit(LedgerAccounts.Escrow, amount, line.SellerId, line.Id),
            PostingDraft.Credit(LedgerAccounts.Payable, amount, line.SellerId, line.Id),
        ]);
    }
}
