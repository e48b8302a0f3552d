using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Ledger;

/// <param name="Detail">The figures that were compared.</param>
public sealed record Invariant(string Name, bool IsOk, string Detail);

/// <summary>What must always be true of the books (MONEY.md, "Always true"), checked by reading them.</summary>
public sealed class LedgerInvariants(MarketplaceDb db, LedgerQueries ledger, SellerBooks sellers, SettlementCurrency currency)
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
                    select 1 from ledger.postings where account in ('escrow', 'payable', 'connected', 'paid_out', 'dispute_hold') group by seller_id, account, currency having sum(amount_cents) > 0) as negative
                """, cancellationToken),
            Equal("Clearing less fees is what platform and sellers have",
                total(LedgerAccounts.StripeClearing) - total(LedgerAccounts.StripeFees),
                total(LedgerAccounts.PlatformRevenue) + total(LedgerAccounts.TaxPayable) - total(LedgerAccounts.PlatformLoss)
                + total(LedgerAccounts.Escrow) + total(LedgerAccounts.Payable) + total(LedgerAccounts.Connected) + total(LedgerAccounts.PaidOut)
                + total(LedgerAccounts.DisputeHold) - total(LedgerAccounts.Debt)),
            Equal("Escrow is what the lines in the holding period give their sellers", total(LedgerAccounts.Escrow),
                await SumAsync($"select coalesce(sum(due_cents), 0)::bigint as \"Value\" from orders.lines where state = 'InEscrow'", cancellationToken)),
            Equal("Payable is what the released lines give their sellers", total(LedgerAccounts.Payable),
                await SumAsync($"select coalesce(sum(due_cents), 0)::bigint as \"Value\" from orders.lines where state = 'Released'", cancellationToken)),
            Equal("The dispute hold is what disputes hold of the lines", total(LedgerAccounts.DisputeHold), await SumAsync($"select coalesce(sum(held_cents), 0)::bigint as \"Value\" from orders.lines", cancellationToken)),
            Equal("What was passed on is with Stripe or the bank, less what sellers owe", await SumAsync($"select coalesce(sum(passed_on_cents), 0)::bigint as \"Value\" from orders.lines", cancellationToken),
                total(LedgerAccounts.Connected) + total(LedgerAccounts.PaidOut) - total(LedgerAccounts.Debt)),
            await CountAsync("No seller's debt is below zero", "sellers with less",
                $"select count(*)::int as \"Value\" from (select 1 from ledger.postings where account = 'debt' group by seller_id, currency having sum(amount_cents) < 0) as negative", cancellationToken),
            await CountAsync("Every cent of a line's seller amount is due, held, passed on or refunded", "lines where it is not",
                $"""
                select count(*)::int as "Value" from (
                    select due_cents + held_cents + passed_on_cents as kept, price_cents - discount_cents - platform_fee_cents - processing_fee_cents as seller,
                        price_cents - discount_cents + tax_cents as gross, refunded_cents as refunded
                    from orders.lines where paid_at is not null) as line
                where kept <> seller - case when gross = 0 then 0 else sign(seller) * div(2 * abs(seller)::numeric * refunded + gross, 2 * gross) end
                """, cancellationToken),
            await CountAsync("No line is refunded above its price, or due money in a state that has none", "lines that are",
                $"""
                select count(*)::int as "Value" from orders.lines
                where refunded_cents + disputed_cents > price_cents - discount_cents + tax_cents or (due_cents <> 0 and state not in ('InEscrow', 'Released'))
                """, cancellationToken),
            await CountAsync("No charge has transferred more than it brought", "charges with more",
                $"""
                select count(*)::int as "Value" from (
                    select 1 from payouts.transfers transfer join payments.payments payment on payment.charge_id = transfer.charge_id
                    where transfer.state <> 'Failed' and transfer.is_from_charge group by payment.id, payment.amount_cents having sum(transfer.amount_cents - transfer.reversed_cents) > payment.amount_cents) as larger
                """, cancellationToken),
            await CountAsync("Every sent transfer is booked, once and in full", "transfers that are not",
                $"""
                select count(*)::int as "Value" from payouts.transfers transfer where transfer.state = 'Sent' and transfer.amount_cents + transfer.debt_cents <> coalesce((
                    select sum(posting.amount_cents) from ledger.entries entry join ledger.postings posting on posting.entry_id = entry.id
                    where entry.event_type = 'transfer' and entry.source_id = transfer.id::text and posting.account = 'payable'), 0)
                """, cancellationToken),
            await CountAsync("Every refund at Stripe is booked, once and in full", "refunds that are not",
                $"""
                select count(*)::int as "Value" from refunds.refunds refund where refund.booked_at is not null and refund.amount_cents <> -coalesce((
                    select sum(posting.amount_cents) from ledger.entries entry join ledger.postings posting on posting.entry_id = entry.id
                    where entry.event_type = 'refund' and entry.source_id = refund.stripe_refund_id and posting.account = 'stripe_clearing'), 0)
                """, cancellationToken),
            await CountAsync("What lines say is refunded is what refunds and lost disputes returned", "orders where it is not",
                $"""
                select count(*)::int as "Value" from (select order_id, sum(refunded_cents) as refunded from orders.lines group by order_id) as line
                where line.refunded <> coalesce((select sum(amount_cents) from refunds.refunds refund where refund.order_id = line.order_id and refund.state in ('Pending', 'Succeeded')), 0)
                    + coalesce((select sum(part.amount_cents) from disputes.disputes dispute join disputes.dispute_lines part on part.dispute_id = dispute.id
                        where dispute.order_id = line.order_id and dispute.state = 'Lost'), 0)
                """, cancellationToken),
            await CountAsync("Every paid order is booked, in full", "orders that are not",
                $"""
                select count(*)::int as "Value" from payments.payments payment where payment.state = 'Succeeded' and payment.amount_cents <> coalesce((
                    select sum(posting.amount_cents) from ledger.entries entry join ledger.postings posting on posting.entry_id = entry.id
                    where entry.event_type = 'sale' and entry.source_id = payment.charge_id and posting.account = 'stripe_clearing'), 0)
                """, cancellationToken),
            Equal("Subscriptions' clearing less fees is their revenue",
                total(LedgerAccounts.SubscriptionClearing) - total(LedgerAccounts.SubscriptionFees), total(LedgerAccounts.SubscriptionRevenue)),
            await CountAsync("Subscriptions and the marketplace have books of their own", "entries that mix them",
                $"""
                select count(*)::int as "Value" from (
                    select 1 from ledger.postings where entry_id in (select entry_id from ledger.postings where account like 'subscription\_%')
                    group by entry_id having bool_or(account not like 'subscription\_%')) as mixed
                """, cancellationToken),
            .. await sellers.CheckAsync(cancellationToken),
        ];
    }

    private Invariant Equal(string name, long left, long right) =>
        new(name, left == right, $"{currency.Of(left)} and {currency.Of(right)}");

    private async Task<Invariant> CountAsync(string name, string what, FormattableString sql, CancellationToken cancellationToken)
    {
        var count = await db.Database.SqlQuery<int>(sql).SingleAsync(cancellationToken);
        return new(name, count == 0, $"{count} {what}");
    }

    private Task<long> SumAsync(FormattableString sql, CancellationToken cancellationToken) => db.Database.SqlQuery<long>(sql).SingleAsync(cancellationToken);
}
