using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Ledger;

/// <summary>A seller's money, in natural direction (positive is the normal case), in the settlement currency.</summary>
public sealed record SellerFunds(long EscrowCents, long PayableCents, long ConnectedCents, long PaidOutCents, long DebtCents, long DisputeHoldCents);

/// <param name="Cents">In the account's natural direction.</param>
public sealed record AccountTotal(string Account, string Currency, long Cents);

public sealed class LedgerQueries(MarketplaceDb db, SettlementCurrency currency)
{
    public async Task<SellerFunds> GetSellerFundsAsync(Guid sellerId, string currency, CancellationToken cancellationToken)
    {
        var sums = await db.Postings
            .Where(posting => posting.SellerId == sellerId && posting.Currency == currency)
            .GroupBy(posting => posting.Account)
            .Select(group => new { Account = group.Key, Cents = group.Sum(posting => posting.AmountCents) })
            .ToDictionaryAsync(row => row.Account, row => row.Cents, cancellationToken);
        long Of(string account) => sums.GetValueOrDefault(account) * LedgerAccounts.Direction(account);
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
