using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Subscriptions;

/// <summary>
/// Copies what Stripe says of a person's subscriptions and invoices, and sets their right to a plan by it. Webhooks, the return from Stripe's
/// page, our own changes and the sweep all come here: none of them is believed, each only makes us look.
/// </summary>
public sealed class FollowSubscription(MarketplaceDb db, IBillingGateway gateway, PlanRights rights, BookSubscriptions books, TimeProvider time)
{
    /// <exception cref="PaymentGatewayException">Stripe cannot be asked; nothing has changed.</exception>
    public async Task ExecuteAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (await CustomerOfAsync(userId, cancellationToken) is not { } customerId)
        {
            return;
        }

        // Asked under the lock: the one who writes last has also looked last, whatever order the webhooks came in.
        await db.InTransactionAsync(async () =>
        {
            await BillingLock.TakeAsync(db, userId, cancellationToken);
            var seen = await gateway.ListSubscriptionsAsync(customerId, cancellationToken);
            var invoices = await gateway.ListInvoicesAsync(customerId, cancellationToken);
            await CopyAsync(userId, seen, invoices, cancellationToken);
            return default(Done);
        }, cancellationToken);
        await BookAsync(userId, cancellationToken);
    }

    public Task<string?> CustomerOfAsync(Guid userId, CancellationToken cancellationToken) =>
        db.BillingCustomers.Where(customer => customer.UserId == userId).Select(customer => customer.StripeCustomerId).SingleOrDefaultAsync(cancellationToken);

    private async Task CopyAsync(Guid userId, IReadOnlyList<GatewaySubscription> seen, IReadOnlyList<GatewayInvoice> invoices, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var knownInvoices = await db.SubscriptionInvoices.AsTracking().Where(invoice => invoice.UserId == userId).ToDictionaryAsync(invoice => invoice.Id, cancellationToken);
        foreach (var invoice in invoices.Where(invoice => invoice.SubscriptionId is not null).Reverse())
        {
            SubscriptionCopy.Copy(db, userId, invoice, knownInvoices, await ChargeOfAsync(invoice, knownInvoices, cancellationToken), now);
        }

        var known = await db.Subscriptions.AsTracking().Where(subscription => subscription.UserId == userId).ToListAsync(cancellationToken);
        foreach (var subscription in seen.Reverse())
        {
            var row = known.Find(found => found.StripeId == subscription.Id);
            var open = invoices.Where(invoice => invoice.SubscriptionId == subscription.Id && invoice.Status == "open").ToList();
            known.Add(SubscriptionCopy.Copy(db, userId, row, subscription, open, now));
        }

        // Two live ones can only come from Stripe's dashboard; the larger counts.
        var right = known.Select(SubscriptionPolicy.RightOf).OrderByDescending(right => right.Plan).FirstOrDefault();
        await db.SaveChangesAsync(cancellationToken);
        await rights.SetAsync(userId, PlanSource.Subscription, right.Plan, right.Until, cancellationToken);
    }

    private async Task<string?> ChargeOfAsync(GatewayInvoice invoice, Dictionary<string, SubscriptionInvoice> known, CancellationToken cancellationToken) =>
        known.TryGetValue(invoice.Id, out var row) && row.ChargeId is { } charge ? charge
        : invoice is { Status: "paid", PaidCents: > 0 } ? await gateway.FindChargeAsync(invoice, cancellationToken)
        : null;

    private async Task BookAsync(Guid userId, CancellationToken cancellationToken)
    {
        var unbooked = await db.SubscriptionInvoices
            .Where(invoice => invoice.UserId == userId && invoice.ChargeId != null
                && !db.JournalEntries.Any(entry => entry.EventType == SubscriptionBooking.Sale && entry.SourceId == invoice.ChargeId))
            .Select(invoice => invoice.ChargeId!).ToListAsync(cancellationToken);
        foreach (var charge in unbooked)
        {
            await books.ExecuteAsync(charge, cancellationToken);
        }
    }
}

/// <summary>One at a time per person: whoever changes their subscription, or copies Stripe's word for it.</summary>
internal static class BillingLock
{
    public static Task TakeAsync(MarketplaceDb db, Guid userId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({"billing:" + userId}, 0))", cancellationToken);
}
