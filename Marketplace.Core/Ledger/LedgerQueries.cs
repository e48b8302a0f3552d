using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Ledger;

/// <summary>A seller's money, in natural direction (positive is the normal case), in the settlement currency.</summary>
public sealed record SellerFunds(long EscrowCents, long PayableCents, long ConnectedCents, long PaidOutCents, long DebtCents, long DisputeHoldCents);

/// <param name="Cents">In the account's natural direction.</param>
public sealed record AccountTotal(string Account, string Currency, long Cents);

internal sealed record AccountSum(string Account, long Cents);

public sealed class LedgerQueries(MarketplaceDb db, SettlementCurrency currency)
{
    private static readonly string[] AccountNames = [.. LedgerAccounts.OfSellers];
    private static readonly int[] AccountDirections = [.. LedgerAccounts.OfSellers.Select(LedgerAccounts.Direction)];

    /// <summary>
    /// The balances at the end of the seller's sealed chain, and the postings that are not sealed yet: exact, without summing the past. The queue
    /// is empty or short whatever the planner's statistics say of it, so <c>offset 0</c> keeps it from reading all postings to meet it.
    /// </summary>
    public async Task<SellerFunds> GetSellerFundsAsync(Guid sellerId, string currency, CancellationToken cancellationToken)
    {
        var sums = (await db.Database.SqlQuery<AccountSum>(
            $"""
            select account, sum(cents)::bigint as cents from (
                select last.account, last.balance_cents as cents from unnest({AccountNames}) as known(name)
                cross join lateral (
                    select account, balance_cents from ledger.seller_seals
                    where seller_id = {sellerId} and account = known.name and currency = {currency} order by number desc limit 1) as last
                union all
                select posting.account, posting.amount_cents * known.direction from ledger.unsealed as entry
                cross join lateral (select * from ledger.postings where entry_id = entry.entry_id offset 0) as posting
                join unnest({AccountNames}, {AccountDirections}) as known(name, direction) on known.name = posting.account
                where posting.seller_id = {sellerId} and posting.currency = {currency}) as part
            group by account
            """).ToListAsync(cancellationToken)).ToDictionary(row => row.Account, row => row.Cents);
        long Of(string account) => sums.GetValueOrDefault(account);
        return new(
            Of(LedgerAccounts.Escrow), Of(LedgerAccounts.Payable), Of(LedgerAccounts.Connected),
            Of(LedgerAccounts.PaidOut), Of(LedgerAccounts.Debt), Of(LedgerAccounts.DisputeHold));
    }

    /// <summary>Those of <paramref name="sellerIds"/> whose <paramref name="account"/> is not empty, each found as in <see cref="GetSellerFundsAsync"/>.</summary>
    public Task<List<Guid>> ListSellersWithAsync(string account, IReadOnlyCollection<Guid> sellerIds, CancellationToken cancellationToken)
    {
        var (ids, direction) = (sellerIds.ToArray(), LedgerAccounts.Direction(account));
        return db.Database.SqlQuery<Guid>(
            $"""
            select seller_id as "Value" from (
                select last.seller_id, last.balance_cents as cents from unnest({ids}) as seller(id)
                cross join lateral (
                    select seller_id, balance_cents from ledger.seller_seals
                    where seller_id = seller.id and account = {account} and currency = {currency.Code} order by number desc limit 1) as last
                union all
                select posting.seller_id, posting.amount_cents * {direction} from ledger.unsealed as entry
                cross join lateral (select * from ledger.postings where entry_id = entry.entry_id offset 0) as posting
                where posting.seller_id = any({ids}) and posting.account = {account} and posting.currency = {currency.Code}) as part
            group by seller_id having sum(cents) <> 0
            """).ToListAsync(cancellationToken);
    }

    /// <summary>Every account that has postings, seller accounts summed over sellers.</summary>
    public async Task<IReadOnlyList<AccountTotal>> GetTotalsAsync(CancellationToken cancellationToken)
    {
        var sums = await db.Postings
            .GroupBy(posting => new { posting.Account, posting.Currency })
            .Select(group => new { group.Key.Account, group.Key.Currency, Cents = group.Sum(posting => posting.AmountCents) })
            .OrderBy(row => row.Account)
            .ToListAsync(cancellationToken);
        return [.. sums.Select(row => new AccountTotal(row.Account, row.Currency, row.Cents * LedgerAccounts.Direction(row.Account)))];
    }

    /// <summary>The settlement currency's totals by account; accounts without postings are zero.</summary>
    public async Task<Func<string, long>> GetSettlementTotalsAsync(CancellationToken cancellationToken)
    {
        var totals = (await GetTotalsAsync(cancellationToken)).Where(total => total.Currency == currency.Code).ToDictionary(total => total.Account, total => total.Cents);
        return account => totals.GetValueOrDefault(account);
    }
}
