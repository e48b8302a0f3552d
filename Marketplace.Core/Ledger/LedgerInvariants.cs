using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Ledger;

/// <param name="Detail">The figures that were compared.</param>
public sealed record Invariant(string Name, bool IsOk, string Detail);

/// <summary>What must always be true of the books (MONEY.md, "Always true"), checked by reading them.</summary>
public sealed class LedgerInvariants(MarketplaceDb db, LedgerQueries ledger, SettlementCurrency currency)
{
    public async Task<IReadOnlyList<Invariant>> CheckAsync(CancellationToken cancellationToken)
    {
        var total = await ledger.GetSettlementTotalsAsync(cancellationToken);
        return
        [
            await CountAsync("Every entry sums to zero", "entries that do not",
                $"select count(*)::int as \"Value\" from (select 1 from ledger.postings group by entry_id, currency having sum(amount_cents) <> 0) as unbalanced", cancellationToken),
            await CountAsync("Every entry has two postings or more", "entries with fewer",
                $"select count(*)::int as \"Value\" from ledger.entries entry where (select count(*) from ledger.postings where entry_id = entry.id) < 2", cancellationToken),
            await CountAsync("No seller's account is below zero", "seller accounts below",
                $"""
                select count(*)::int as "Value" from (
                    select 1 from ledger.postings where account in ('escrow', 'payable', 'connected', 'paid_out') group by seller_id, account, currency having sum(amount_cents) > 0) as negative
                """, cancellationToken),
            Equal("Clearing less fees is what platform and sellers have",
                total(LedgerAccounts.StripeClearing) - total(LedgerAccounts.StripeFees),
                total(LedgerAccounts.PlatformRevenue) + total(LedgerAccounts.TaxPayable) - total(LedgerAccounts.PlatformLoss)
                + total(LedgerAccounts.Escrow) + total(LedgerAccounts.Payable) + total(LedgerAccounts.Connected) + total(LedgerAccounts.PaidOut)
                + total(LedgerAccounts.DisputeHold) - total(LedgerAccounts.Debt)),
            Equal("Escrow is what the lines in the holding period give their sellers", total(LedgerAccounts.Escrow),
                await SumOfLinesAsync("InEscrow", cancellationToken)),
            Equal("Payable is what the released lines give their sellers", total(LedgerAccounts.Payable),
                await SumOfLinesAsync("Released", cancellationToken)),
            await CountAsync("No transfer is larger than its charge", "charges with more",
                $"""
                select count(*)::int as "Value" from (
                    select 1 from payouts.transfers transfer join payments.payments payment on payment.charge_id = transfer.charge_id
                    where transfer.state <> 'Failed' group by payment.id, payment.amount_cents having sum(transfer.amount_cents) > payment.amount_cents) as larger
                """, cancellationToken),
            await CountAsync("Every sent transfer is booked, once and in full", "transfers that are not",
                $"""
                select count(*)::int as "Value" from payouts.transfers transfer where transfer.state = 'Sent' and transfer.amount_cents <> coalesce((
                    select sum(posting.amount_cents) from ledger.entries entry join ledger.postings posting on posting.entry_id = entry.id
                    where entry.event_type = 'transfer' and entry.source_id = transfer.id::text and posting.account = 'payable'), 0)
                """, cancellationToken),
            await CountAsync("Every paid order is booked, in full", "orders that are not",
                $"""
                select count(*)::int as "Value" from payments.payments payment where payment.state = 'Succeeded' and payment.amount_cents <> coalesce((
                    select sum(posting.amount_cents) from ledger.entries entry join ledger.postings posting on posting.entry_id = entry.id
                    where entry.event_type = 'sale' and entry.source_id = payment.charge_id and posting.account = 'stripe_clearing'), 0)
                """, cancellationToken),
        ];
    }

    private Invariant Equal(string name, long left, long right) =>
        new(name, left == right, $"{currency.Of(left)} and {currency.Of(right)}");

    private async Task<Invariant> CountAsync(string name, string what, FormattableString sql, CancellationToken cancellationToken)
    {
        var count = await db.Database.SqlQuery<int>(sql).SingleAsync(cancellationToken);
        return new(name, count == 0, $"{count} {what}");
    }

    private async Task<long> SumOfLinesAsync(string state, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<long>($"select coalesce(sum(due_cents), 0)::bigint as \"Value\" from orders.lines where state = {state}").SingleAsync(cancellationToken);
}
