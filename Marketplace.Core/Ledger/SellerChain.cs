using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Ledger;

/// <summary>Where a seller's chain ends, and how it goes on.</summary>
internal sealed class SellerChain(Guid sellerId)
{
    private readonly Dictionary<(string Account, string Currency), long> balances = [];
    private long number;
    private string hash = LedgerChain.Start;
    private DateTimeOffset postedAt = DateTimeOffset.MinValue;

    public Guid SellerId => sellerId;

    /// <param name="postings">What will be appended: their sellers' chains are loaded, with the balances of their accounts.</param>
    public static async Task<IReadOnlyList<SellerChain>> LoadAsync(MarketplaceDb db, IReadOnlyCollection<Posting> postings, CancellationToken cancellationToken)
    {
        var sellers = postings.Select(posting => posting.SellerId!.Value).Distinct().ToArray();
        var ends = await db.SellerSeals.FromSql(
            $"""
            select last.* from unnest({sellers}) as seller(id)
            cross join lateral (select * from ledger.seller_seals where seller_id = seller.id order by number desc limit 1) as last
            """).AsNoTracking().ToDictionaryAsync(seal => seal.SellerId, cancellationToken);
        var accounts = postings.Select(posting => (Seller: posting.SellerId!.Value, posting.Account, posting.Currency)).Distinct().ToList();
        var balances = (await db.SellerSeals.FromSql(
            $"""
            select last.*
            from unnest({accounts.Select(key => key.Seller).ToArray()}, {accounts.Select(key => key.Account).ToArray()}, {accounts.Select(key => key.Currency).ToArray()})
                as key(seller_id, account, currency)
            cross join lateral (
                select * from ledger.seller_seals
                where seller_id = key.seller_id and account = key.account and currency = key.currency order by number desc limit 1) as last
            """).AsNoTracking().ToListAsync(cancellationToken)).ToLookup(seal => seal.SellerId);
        return [.. sellers.Select(id => From(id, ends.GetValueOrDefault(id), balances[id]))];
    }

    /// <summary>The link that follows, and this chain behind it.</summary>
    public SellerSeal Append(JournalEntry entry, Posting posting)
    {
        var account = (posting.Account, posting.Currency);
        var amount = posting.AmountCents * LedgerAccounts.Direction(posting.Account);
        var balance = balances[account] = balances.GetValueOrDefault(account) + amount;
        postedAt = entry.BookedAt > postedAt ? entry.BookedAt : postedAt;
        number++;
        var row = new StatementRow(number, postedAt, entry.EventType, entry.SourceId, posting.Account, posting.Currency, amount, balance, entry.Id, posting.Position, posting.OrderLineId);
        var link = LedgerChain.Next(hash, LedgerChain.Text(row));
        hash = LedgerChain.Hex(link);
        return new()
        {
            SellerId = sellerId,
            Number = number,
            EntryId = entry.Id,
            Position = posting.Position,
            Account = posting.Account,
            Currency = posting.Currency,
            PostedAt = postedAt,
            BalanceCents = balance,
            Hash = link,
        };
    }

    private static SellerChain From(Guid sellerId, SellerSeal? end, IEnumerable<SellerSeal> balances)
    {
        var chain = new SellerChain(sellerId);
        if (end is not null)
        {
            (chain.number, chain.hash, chain.postedAt) = (end.Number, LedgerChain.Hex(end.Hash), end.PostedAt);
        }

        foreach (var last in balances)
        {
            chain.balances[(last.Account, last.Currency)] = last.BalanceCents;
        }

        return chain;
    }
}
