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

    /// <summary>The balances at the end of the seller's sealed chain, and the postings that are not sealed yet: exact, without summing the past.</summary>
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
                join ledger.postings as posting on posting.entry_id = entry.entry_id
                join unnest({AccountNames}, {AccountDirections}) as known(name, direction) on known.name = posting.account
                where posting.seller_id = {sellerId} and posting.currency = {currency}) as part
            group by account
            """).ToListAsync(cancellationToken)).ToDictionary(row => row.Account, row => row.Cents);
        long Of(string account) => sums.GetValueOrDefault(account);
        return new(
            Of(LedgerAccounts.Escrow), Of(LedgerAccounts.Payable), Of(LedgerAccounts.Connected),
            Of(LedgerAccounts.PaidOut), Of(LedgerAccounts.Debt), Of(LedgerAccounts.DisputeHold));
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
