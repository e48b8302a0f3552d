using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Ledger;

/// <param name="IsOk">False: <paramref name="Findings"/> name the first entry that does not fit.</param>
/// <param name="Head">The end of the chain.</param>
public sealed record SealReport(bool IsOk, long Sealed, Seal? Head, IReadOnlyList<Invariant> Findings);

/// <summary>
/// Recomputes both chains from the entries, in batches, and finds what changed since it was sealed. Somebody who may rewrite every table can
/// rewrite the chain too; what they cannot reach is its end in the log of each earlier verification, and the statements sellers hold.
/// </summary>
public sealed class VerifySeals(MarketplaceDb db)
{
    private const int BatchSize = 2_000;

    /// <param name="known">The end of the chain at the last verification.</param>
    public async Task<SealReport> ExecuteAsync(LedgerCheck? known, CancellationToken cancellationToken)
    {
        var (chain, head) = await WalkEntriesAsync(known, cancellationToken);
        Invariant[] findings = [chain, await FindUnsealedAsync(cancellationToken), await WalkSellersAsync(cancellationToken), await FindUnlinkedAsync(cancellationToken)];
        return new(findings.All(finding => finding.IsOk), head?.Sequence ?? 0, head, findings);
    }

    private async Task<(Invariant Finding, Seal? Head)> WalkEntriesAsync(LedgerCheck? known, CancellationToken cancellationToken)
    {
        const string Name = "Every sealed entry is as it was sealed";
        Seal? last = null;
        var previous = LedgerChain.Start;
        while (true)
        {
            var after = last?.Sequence ?? 0;
            var seals = await db.Seals.AsNoTracking().Where(seal => seal.Sequence > after).OrderBy(seal => seal.Sequence).Take(BatchSize).ToListAsync(cancellationToken);
            var ids = seals.ConvertAll(seal => seal.EntryId);
            var entries = await db.JournalEntries.AsNoTracking().Include(entry => entry.Postings).Where(entry => ids.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, cancellationToken);
            foreach (var seal in seals)
            {
                if (Break(seal, last, previous, entries.GetValueOrDefault(seal.EntryId), known) is { } text)
                {
                    return (new(Name, false, text), last);
                }

                (last, previous) = (seal, LedgerChain.Hex(seal.Hash));
            }

            if (seals.Count < BatchSize)
            {
                var isShorter = known?.HeadSequence > (last?.Sequence ?? 0);
                return (new(Name, !isShorter, isShorter ? $"The chain ends at seal {last?.Sequence ?? 0}, but had {known!.HeadSequence}: its end was cut off" : $"{last?.Sequence ?? 0} entries recomputed"), last);
            }
        }
    }

    private static string? Break(Seal seal, Seal? last, string previous, JournalEntry? entry, LedgerCheck? known)
    {
        if (seal.Sequence != (last?.Sequence ?? 0) + 1)
        {
            return $"Seal {(last?.Sequence ?? 0) + 1} is missing";
        }

        if (entry is null)
        {
            return $"Entry {seal.EntryId}, sealed as number {seal.Sequence}, was removed";
        }

        if (!seal.Hash.AsSpan().SequenceEqual(Recompute(previous, entry)))
        {
            return $"Entry {seal.EntryId} ({entry.EventType} {entry.SourceId}), sealed as number {seal.Sequence}, or its seal was changed";
        }

        return known?.HeadSequence == seal.Sequence && !seal.Hash.AsSpan().SequenceEqual(known.HeadHash)
            ? $"The chain up to seal {seal.Sequence} was written anew since it was last verified"
            : null;
    }

    private static byte[] Recompute(string previous, JournalEntry entry)
    {
        try
        {
            return LedgerChain.Next(previous, LedgerChain.Text(entry));
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private async Task<Invariant> FindUnsealedAsync(CancellationToken cancellationToken)
    {
        var stray = await db.Database.SqlQuery<Guid?>(
            $"""
            select entry.id as "Value" from ledger.entries as entry
            where not exists (select 1 from ledger.seals where entry_id = entry.id) and not exists (select 1 from ledger.unsealed where entry_id = entry.id)
            order by entry.booked_at, entry.id limit 1
            """).SingleOrDefaultAsync(cancellationToken);
        return new("Every entry is sealed or waits for its seal", stray is null, stray is null ? "no other" : $"Entry {stray} was inserted past the sealer");
    }

    private async Task<Invariant> WalkSellersAsync(CancellationToken cancellationToken)
    {
        const string Name = "Every seller's chain is as it was sealed";
        var (seller, number, count, chain) = (Guid.Empty, 0L, 0L, new SellerChain(Guid.Empty));
        while (true)
        {
            var seals = await db.SellerSeals.FromSql(
                $"select * from ledger.seller_seals where (seller_id, number) > ({seller}, {number}) order by seller_id, number limit {BatchSize}").AsNoTracking().ToListAsync(cancellationToken);
            var ids = seals.Select(seal => seal.EntryId).Distinct().ToList();
            var entries = await db.JournalEntries.AsNoTracking().Include(entry => entry.Postings).Where(entry => ids.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, cancellationToken);
            foreach (var seal in seals)
            {
                chain = chain.SellerId == seal.SellerId ? chain : new(seal.SellerId);
                var entry = entries.GetValueOrDefault(seal.EntryId);
                var posting = entry?.Postings.FirstOrDefault(posting => posting.Position == seal.Position && posting.SellerId == seal.SellerId);
                if (posting is null || !Fits(seal, chain.Append(entry!, posting)))
                {
                    return new(Name, false, $"Posting {seal.Position} of entry {seal.EntryId}, number {seal.Number} of seller {seal.SellerId}, does not fit");
                }

                (seller, number) = (seal.SellerId, seal.Number);
            }

            count += seals.Count;
            if (seals.Count < BatchSize)
            {
                return new(Name, true, $"{count} postings recomputed");
            }
        }
    }

    private static bool Fits(SellerSeal stored, SellerSeal expected) =>
        (stored.Number, stored.Account, stored.Currency, stored.PostedAt, stored.BalanceCents) == (expected.Number, expected.Account, expected.Currency, expected.PostedAt, expected.BalanceCents)
        && stored.Hash.AsSpan().SequenceEqual(expected.Hash);

    private async Task<Invariant> FindUnlinkedAsync(CancellationToken cancellationToken)
    {
        var stray = await db.Database.SqlQuery<Guid?>(
            $"""
            select seal.entry_id as "Value" from ledger.seals as seal join ledger.postings as posting on posting.entry_id = seal.entry_id
            where posting.seller_id is not null
              and not exists (select 1 from ledger.seller_seals where entry_id = posting.entry_id and position = posting.position)
            order by seal.sequence limit 1
            """).SingleOrDefaultAsync(cancellationToken);
        return new("Every sealed posting of a seller is in the seller's chain", stray is null, stray is null ? "all are" : $"Entry {stray} has one that is not");
    }
}
