using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Ledger;

/// <summary>
/// Seals what was booked since the last time. Nothing waits for it: entries queue in their own transaction, and one that commits late is
/// sealed late, whatever its time says; the chain keeps the order of sealing.
/// </summary>
public sealed class SealEntries(MarketplaceDb db, TimeProvider time)
{
    private const int BatchSize = 1_000;

    /// <returns>How many entries were sealed.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        int batch;
        do
        {
            batch = await db.InTransactionAsync(() => SealBatchAsync(cancellationToken), cancellationToken);
            count += batch;
        }
        while (batch == BatchSize);
        return count;
    }

    private async Task<int> SealBatchAsync(CancellationToken cancellationToken)
    {
        // One sealer at a time; a second one waits and then goes on behind the first.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('ledger.seal', 0))", cancellationToken);
        var ids = await db.UnsealedEntries.OrderBy(entry => entry.BookedAt).ThenBy(entry => entry.EntryId).Take(BatchSize).Select(entry => entry.EntryId).ToListAsync(cancellationToken);
        if (ids.Count == 0)
        {
            return 0;
        }

        var entries = await db.JournalEntries.AsNoTracking().Include(entry => entry.Postings).Where(entry => ids.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, cancellationToken);
        var ordered = ids.ConvertAll(id => entries[id]);
        await SealAsync(ordered, cancellationToken);
        await SealSellersAsync(ordered, cancellationToken);
        await db.UnsealedEntries.Where(entry => ids.Contains(entry.EntryId)).ExecuteDeleteAsync(cancellationToken);
        return ids.Count;
    }

    private async Task SealAsync(List<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var last = await db.Seals.AsNoTracking().OrderByDescending(seal => seal.Sequence).FirstOrDefaultAsync(cancellationToken);
        var sequence = last?.Sequence ?? 0;
        var previous = last is null ? LedgerChain.Start : LedgerChain.Hex(last.Hash);
        var hashes = new byte[entries.Count][];
        for (var i = 0; i < entries.Count; i++)
        {
            hashes[i] = LedgerChain.Next(previous, LedgerChain.Text(entries[i]));
            previous = LedgerChain.Hex(hashes[i]);
        }

        var entryIds = entries.Select(entry => entry.Id).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into ledger.seals (sequence, entry_id, hash, sealed_at)
            select {sequence} + row.position, row.entry_id, row.hash, {time.GetUtcNow()}
            from unnest({entryIds}, {hashes}) with ordinality as row(entry_id, hash, position)
            """, cancellationToken);
    }

    private async Task SealSellersAsync(List<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var postings = entries.SelectMany(entry => entry.Postings.OrderBy(posting => posting.Position), (entry, posting) => (Entry: entry, Posting: posting))
            .Where(row => row.Posting.SellerId is not null).ToList();
        var chains = (await SellerChain.LoadAsync(db, postings.ConvertAll(row => row.Posting), cancellationToken)).ToDictionary(chain => chain.SellerId);
        var seals = postings.ConvertAll(row => chains[row.Posting.SellerId!.Value].Append(row.Entry, row.Posting));
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into ledger.seller_seals (seller_id, number, entry_id, position, account, currency, posted_at, balance_cents, hash)
            select * from unnest({seals.Select(seal => seal.SellerId).ToArray()}, {seals.Select(seal => seal.Number).ToArray()}, {seals.Select(seal => seal.EntryId).ToArray()},
                {seals.Select(seal => seal.Position).ToArray()}, {seals.Select(seal => seal.Account).ToArray()}, {seals.Select(seal => seal.Currency).ToArray()},
                {seals.Select(seal => seal.PostedAt).ToArray()}, {seals.Select(seal => seal.BalanceCents).ToArray()}, {seals.Select(seal => seal.Hash).ToArray()})
            """, cancellationToken);
    }
}
