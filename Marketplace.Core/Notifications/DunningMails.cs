using System.Globalization;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells a subscriber of their invoices: paid, declined with what to do, paid after all.</summary>
public sealed class DunningMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls)
    : IOutboxHandler<SubscriptionInvoicePaid>, IOutboxHandler<SubscriptionPaymentFailed>, IOutboxHandler<SubscriptionRecovered>
{
    public async Task HandleAsync(SubscriptionInvoicePaid message, CancellationToken cancellationToken)
    {
        var invoice = await FindAsync(message.InvoiceId, message.UserId, cancellationToken);
        if (invoice is null or { PaidCents: 0 } or { Reason: SubscriptionInvoice.First })
        {
            return;
        }

        var amount = new Money(invoice.PaidCents, invoice.Currency);
        var body = new MailBody().Paragraph($"Thank you: {amount} for your subscription is paid.").Table([
            (invoice.Description.Length > 0 ? invoice.Description : "Subscription", amount.ToString()),
            ("Invoice", invoice.Number ?? invoice.Id),
            ("For", $"{MailDate.Of(invoice.PeriodStart)} to {MailDate.Of(invoice.PeriodEnd)}"),
        ]);
        await TellAsync(message.UserId, $"subscription-invoice:{invoice.Id}", $"Your payment of {amount}", body.Link("Your invoices", urls.Subscription), cancellationToken);
    }

    public async Task HandleAsync(SubscriptionPaymentFailed message, CancellationToken cancellationToken)
    {
        // Paid meanwhile, by another card or at Stripe's page: there is nothing left to do.
        if (await FindAsync(message.InvoiceId, message.UserId, cancellationToken) is not { PaidAt: null } invoice)
        {
            return;
        }

        var amount = new Money(invoice.TotalCents, invoice.Currency);
        var body = new MailBody().Paragraph($"{amount} for your subscription could not be charged ({Ordinal(message.Attempt)} attempt).").Paragraph(invoice.NextAttemptAt is { } next
            ? $"We try again on {MailDate.Of(next)}. If the card has changed, or to be done with it at once, pay now."
            : "We do not try again by ourselves: pay now to go on.");
        if (await RightsEndAsync(message.UserId, cancellationToken) is { } end)
        {
            body.Paragraph($"Until {MailDate.Of(end)} you keep everything that your plan has. If the payment has not come by then, it falls back to Free; nothing is deleted.");
        }

        body.Link($"Pay {amount}", PayLink(invoice.HostedUrl)).Link("Your subscription", urls.Subscription);
        await TellAsync(
            message.UserId, string.Create(CultureInfo.InvariantCulture, $"subscription-payment-failed:{invoice.Id}:{message.Attempt}"), $"Your payment of {amount} was declined", body, cancellationToken);
    }

    public async Task HandleAsync(SubscriptionRecovered message, CancellationToken cancellationToken)
    {
        var subscription = await db.Subscriptions.AsNoTracking().SingleOrDefaultAsync(subscription => subscription.Id == message.SubscriptionId, cancellationToken);
        if (subscription is null)
        {
            return;
        }

        var body = new MailBody().Paragraph($"What was open is paid, and your {subscription.Plan} plan goes on. The next payment is due on {MailDate.Of(subscription.PeriodEnd)}.").Link("Your subscription", urls.Subscription);
        await TellAsync(message.UserId, $"subscription-recovered:{subscription.Id}:{MailDate.Stamp(subscription.PeriodEnd)}", $"Paid: your {subscription.Plan} plan goes on", body, cancellationToken);
    }

    /// <summary>Stripe's page where it is known, ours where it is not.</summary>
    private Uri PayLink(string? hosted) => Uri.TryCreate(hosted, UriKind.Absolute, out var link) ? link : urls.Subscription;

    private async Task<DateTimeOffset?> RightsEndAsync(Guid userId, CancellationToken cancellationToken)
    {
        var since = await db.Subscriptions.Where(subscription => subscription.UserId == userId && subscription.EndedAt == null && subscription.PastDueSince != null)
            .Select(subscription => subscription.PastDueSince).FirstOrDefaultAsync(cancellationToken);
        return since + SubscriptionPolicy.Grace;
    }

    private Task<SubscriptionInvoice?> FindAsync(string id, Guid userId, CancellationToken cancellationToken) =>
        db.SubscriptionInvoices.AsNoTracking().SingleOrDefaultAsync(invoice => invoice.Id == id && invoice.UserId == userId, cancellationToken);

    private static string Ordinal(int attempt) => attempt switch { 1 => "first", 2 => "second", 3 => "third", _ => string.Create(CultureInfo.InvariantCulture, $"{attempt}th") };

    private Task TellAsync(Guid userId, string key, string title, MailBody body, CancellationToken cancellationToken) =>
        notifier.TellAsync(new(NotificationKind.Subscription, userId, key, title, body, urls.Subscription), cancellationToken);
}

/// <summary>Says once more, two days before an unpaid plan ends, what will happen and how to pay.</summary>
public sealed class SubscriptionReminders(MarketplaceDb db, Notifier notifier, CheckoutUrls urls, TimeProvider time)
{
    private const int Batch = 500;

    /// <returns>How many subscriptions are in their last days.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (from, to) = (now - SubscriptionPolicy.Grace, now - SubscriptionPolicy.Grace + NotificationPolicy.GraceReminder);
        var due = await db.Subscriptions.AsNoTracking()
            .Where(subscription => subscription.Status == SubscriptionStatus.PastDue && subscription.EndedAt == null && subscription.PastDueSince > from && subscription.PastDueSince <= to)
            .OrderBy(subscription => subscription.PastDueSince).Take(Batch).ToListAsync(cancellationToken);
        foreach (var subscription in due)
        {
            var end = subscription.PastDueSince!.Value + SubscriptionPolicy.Grace;
            var body = new MailBody()
                .Paragraph($"The renewal of your {subscription.Plan} plan is still not paid. On {MailDate.Of(end)} you fall back to Free: nothing is deleted, but what is over its limits rests.")
                .Link("Pay now", Uri.TryCreate(subscription.PayUrl, UriKind.Absolute, out var link) ? link : urls.Subscription)
                .Link("Your subscription", urls.Subscription);
            await notifier.TellAsync(
                new(NotificationKind.Subscription, subscription.UserId, $"subscription-grace:{subscription.Id}:{MailDate.Stamp(end)}", $"Your {subscription.Plan} plan ends on {MailDate.Of(end)}", body, urls.Subscription), cancellationToken);
        }

        return due.Count;
    }
}
