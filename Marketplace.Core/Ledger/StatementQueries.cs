using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Ledger;

/// <summary>A piece of a seller's chain: what was posted in a period.</summary>
/// <param name="Before">The number of the last posting before it; 0 when there is none. Its hash is <paramref name="OpeningHash"/>.</param>
/// <param name="Last">The number of its own last posting; the same as <paramref name="Before"/> when there is none.</param>
public sealed record StatementPeriod(
    Guid SellerId, string Currency, long Before, long Last, IReadOnlyList<AccountTotal> Opening, IReadOnlyList<AccountTotal> Closing, string OpeningHash, string ClosingHash)
{
    public long Count => Last - Before;
}

public sealed record StatementLink(StatementRow Row, string Hash);

/// <summary>
/// Reads statements off a seller's chain: balances are looked up, not summed. What was booked in the last minute and is not sealed yet is not
/// in it; once sealed it belongs to the day it was booked on, or to the chain's last day where that is later.
/// </summary>
public sealed class StatementQueries(MarketplaceDb db)
{
    private const int BatchSize = 2_000;
    private static readonly string[] AccountNames = [.. LedgerAccounts.OfSellers];

    public async Task<StatementPeriod> GetAsync(Guid sellerId, string currency, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var before = await LastBeforeAsync(sellerId, from, cancellationToken);
        var last = await LastBeforeAsync(sellerId, until, cancellationToken);
        return new(
            sellerId,
            currency,
            before?.Number ?? 0,
            last?.Number ?? 0,
            await BalancesAsync(sellerId, currency, before?.Number ?? 0, cancellationToken),
            await BalancesAsync(sellerId, currency, last?.Number ?? 0, cancellationToken),
            before is null ? LedgerChain.Start : LedgerChain.Hex(before.Hash),
            last is null ? LedgerChain.Start : LedgerChain.Hex(last.Hash));
    }

    /// <param name="after">The number to go on after.</param>
    public async Task<IReadOnlyList<StatementLink>> ReadAsync(StatementPeriod period, long after, int limit, CancellationToken cancellationToken)
    {
        var rows = await db.SellerSeals.AsNoTracking()
            .Where(seal => seal.SellerId == period.SellerId && seal.Number > after && seal.Number <= period.Last)
            .OrderBy(seal => seal.Number)
            .Take(limit)
            .Join(db.JournalEntries, seal => seal.EntryId, entry => entry.Id, (seal, entry) => new { Seal = seal, entry.EventType, entry.SourceId })
            .Join(db.Postings, row => new { row.Seal.EntryId, row.Seal.Position }, posting => new { posting.EntryId, posting.Position }, (row, posting) => new { row.Seal, row.EventType, row.SourceId, posting.AmountCents, posting.OrderLineId })
            .OrderBy(row => row.Seal.Number)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new StatementLink(
            new(
                row.Seal.Number, row.Seal.PostedAt, row.EventType, row.SourceId, row.Seal.Account, row.Seal.Currency,
                row.AmountCents * LedgerAccounts.Direction(row.Seal.Account), row.Seal.BalanceCents, row.Seal.EntryId, row.Seal.Position, row.OrderLineId),
            LedgerChain.Hex(row.Seal.Hash)));
    }

    /// <summary>All of the period, a batch at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StatementLink>> StreamAsync(StatementPeriod period, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = period.Before; after < period.Last; after += BatchSize)
        {
            yield return await ReadAsync(period, after, BatchSize, cancellationToken);
        }
    }

    private Task<SellerSeal?> LastBeforeAsync(Guid sellerId, DateTimeOffset at, CancellationToken cancellationToken) => db.SellerSeals.AsNoTracking()
        .Where(seal => seal.SellerId == sellerId && seal.PostedAt < at)
        .OrderByDescending(seal => seal.PostedAt).ThenByDescending(seal => seal.Number)
        .FirstOrDefaultAsync(cancellationToken);

    private async Task<IReadOnlyList<AccountTotal>> BalancesAsync(Guid sellerId, string currency, long number, CancellationToken cancellationToken)
    {
        var sums = (await db.Database.SqlQuery<AccountSum>(
            $"""
            select last.account, last.balance_cents as cents from unnest({AccountNames}) as known(name)
            cross join lateral (
                select account, balance_cents from ledger.seller_seals
                where seller_id = {sellerId} and account = known.name and currency = {currency} and number <= {number} order by number desc limit 1) as last
            """).ToListAsync(cancellationToken)).ToDictionary(sum => sum.Account, sum => sum.Cents);
        return [.. AccountNames.Select(account => new AccountTotal(account, currency, sums.GetValueOrDefault(account)))];
    }
}
