using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payouts;

/// <summary>A payout has arrived at the seller's bank.</summary>
public sealed record BankPayoutPaid(Guid PayoutId) : IOutboxEvent
{
    public static string Name => "payouts.bank_payout_paid";
}

/// <summary>A payout did not reach the seller's bank, or came back from there.</summary>
public sealed record BankPayoutFailed(Guid PayoutId) : IOutboxEvent
{
    public static string Name => "payouts.bank_payout_failed";
}

/// <summary>Follows one of Stripe's bank payouts. Paid: the money leaves the Stripe balance for the bank; failed after that: it comes back.</summary>
public sealed class RecordBankPayout(MarketplaceDb db, IPaymentGateway gateway, TimeProvider time)
{
    public const string PaidEvent = "bank_payout";
    public const string ReturnedEvent = "bank_payout_returned";

    public async Task ExecuteAsync(string accountId, string payoutId, CancellationToken cancellationToken)
    {
        var sellerId = await db.SellerAccounts.Where(account => account.StripeAccountId == accountId).Select(account => (Guid?)account.UserId).SingleOrDefaultAsync(cancellationToken);
        if (sellerId is null)
        {
            return;
        }

        var seen = await gateway.GetPayoutAsync(accountId, payoutId, cancellationToken);
        await ApplyAsync(sellerId.Value, seen, cancellationToken);
    }

    public Task<Done> ApplyAsync(Guid sellerId, GatewayPayout seen, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var now = time.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into payouts.bank_payouts (id, seller_id, stripe_payout_id, currency, amount_cents, state, created_at, arrival_at)
            values ({Guid.CreateVersion7(now)}, {sellerId}, {seen.Id}, {seen.Amount.Currency}, {seen.Amount.Cents}, 'Pending', {seen.CreatedAt}, {seen.ArrivalAt})
            on conflict (stripe_payout_id) do nothing
            """, cancellationToken);
        var payout = await db.BankPayouts.FromSql($"select * from payouts.bank_payouts where stripe_payout_id = {seen.Id} for update").AsTracking().SingleAsync(cancellationToken);
        var before = payout.State;
        payout.ArrivalAt = seen.ArrivalAt;
        if (payout.Follow(StateOf(seen.Status)))
        {
            FollowUp(payout, before, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }, cancellationToken);

    private void FollowUp(BankPayout payout, BankPayoutState before, DateTimeOffset now)
    {
        if (payout.State == BankPayoutState.Paid)
        {
            db.JournalEntries.Add(Book(PaidEvent, payout, LedgerAccounts.Connected, LedgerAccounts.PaidOut, now));
            db.Publish(new BankPayoutPaid(payout.Id), now);
        }
        else if (payout.State == BankPayoutState.Failed)
        {
            if (before == BankPayoutState.Paid)
            {
                db.JournalEntries.Add(Book(ReturnedEvent, payout, LedgerAccounts.PaidOut, LedgerAccounts.Connected, now));
            }

            db.Publish(new BankPayoutFailed(payout.Id), now);
        }
    }

    public static JournalEntry Book(string eventType, BankPayout payout, string from, string to, DateTimeOffset now)
    {
        var amount = new Money(payout.AmountCents, payout.Currency);
        return JournalEntry.Create(eventType, payout.StripePayoutId, payout.ArrivalAt < now ? payout.ArrivalAt : now, now,
            [PostingDraft.Debit(from, amount, payout.SellerId), PostingDraft.Credit(to, amount, payout.SellerId)]);
    }

    private static BankPayoutState StateOf(string status) => status switch
    {
        "pending" => BankPayoutState.Pending,
        "in_transit" => BankPayoutState.InTransit,
        "paid" => BankPayoutState.Paid,
        "failed" or "canceled" => BankPayoutState.Failed,
        _ => throw new InvalidOperationException($"Stripe calls a payout {status}."),
    };
}
