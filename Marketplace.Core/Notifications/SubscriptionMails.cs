using System.Globalization;
using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells a subscriber of each turn of their subscription: begun, changed, cancelled, resumed, over.</summary>
public sealed class SubscriptionMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls) :
    IOutboxHandler<SubscriptionStarted>, IOutboxHandler<SubscriptionChanged>, IOutboxHandler<SubscriptionChangePlanned>, IOutboxHandler<SubscriptionCancelPlanned>,
    IOutboxHandler<SubscriptionResumed>, IOutboxHandler<SubscriptionEnded>
{
    public async Task HandleAsync(SubscriptionStarted message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.SubscriptionId, cancellationToken) is not { } subscription)
        {
            return;
        }

        var invoice = await db.SubscriptionInvoices.AsNoTracking().Where(invoice => invoice.UserId == message.UserId && invoice.PaidAt != null)
            .OrderByDescending(invoice => invoice.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        var body = new MailBody().Paragraph($"Thank you. You have the {subscription.Plan} plan now. This is what it has:").Table(PlanRows.Of(subscription.Plan));
        if (invoice is not null)
        {
            body.Paragraph($"You paid {new Money(invoice.PaidCents, invoice.Currency)}{(invoice.Number is { } number ? $", invoice {number}" : "")}. It is renewed on {MailDate.Of(subscription.PeriodEnd)}, and you may cancel until then.");
        }

        await TellAsync(message.UserId, $"subscription-started:{subscription.Id}", $"You have the {subscription.Plan} plan", body, "Your subscription and its invoices", cancellationToken);
    }

    public async Task HandleAsync(SubscriptionChanged message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.SubscriptionId, cancellationToken) is not { } subscription)
        {
            return;
        }

        var news = (message.From, message.To) switch
        {
            var (from, to) when from == to => $"Your {to} plan is paid by the {subscription.Interval.ToString().ToLowerInvariant()} from now on.",
            var (from, to) when from < to => $"Your upgrade is paid: you have the {to} plan now, instead of {from}.",
            var (from, to) => $"As planned, you have the {to} plan from now on, instead of {from}. Nothing is lost: what is over its limits rests, and comes back with an upgrade.",
        };
        var body = new MailBody().Paragraph(news).Table(PlanRows.Of(message.To)).Paragraph($"The next payment is due on {MailDate.Of(subscription.PeriodEnd)}.");
        await TellAsync(message.UserId, Key("changed", message.SubscriptionId, message.SeenAt), $"You have the {message.To} plan", body, "Your subscription", cancellationToken);
    }

    public async Task HandleAsync(SubscriptionChangePlanned message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.SubscriptionId, cancellationToken) is not { } subscription)
        {
            return;
        }

        // Also while it is read late: a plan that stays is paid in another interval.
        var becomes = message.To == subscription.Plan && subscription.NextInterval is { } interval
            ? $"your {message.To} plan is paid by the {interval.ToString().ToLowerInvariant()}"
            : $"you have the {message.To} plan";
        var body = new MailBody()
            .Paragraph($"From {MailDate.Of(message.At)} {becomes}. Until then everything stays as you have paid for it.")
            .Paragraph("You can take this back until that day.");
        await TellAsync(message.UserId, Key("planned", message.SubscriptionId, message.SeenAt), $"Your plan changes on {MailDate.Of(message.At)}", body, "Keep the present plan", cancellationToken);
    }

    public async Task HandleAsync(SubscriptionCancelPlanned message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.SubscriptionId, cancellationToken) is not { } subscription)
        {
            return;
        }

        var body = new MailBody()
            .Paragraph($"You have cancelled the {subscription.Plan} plan. It works until {MailDate.Of(message.At)}; nothing more is charged.")
            .Paragraph("After that nothing of yours is deleted. What is over the limits of the Free plan rests. Until that day one click brings the subscription back.");
        await TellAsync(message.UserId, Key("cancelled", subscription.Id, message.SeenAt), $"Your {subscription.Plan} plan ends on {MailDate.Of(message.At)}", body, "Resume it", cancellationToken);
    }

    public async Task HandleAsync(SubscriptionResumed message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.SubscriptionId, cancellationToken) is not { } subscription)
        {
            return;
        }

        var body = new MailBody().Paragraph($"Your {subscription.Plan} plan goes on. The next payment is due on {MailDate.Of(subscription.PeriodEnd)}.");
        await TellAsync(message.UserId, Key("resumed", subscription.Id, message.SeenAt), $"Your {subscription.Plan} plan goes on", body, "Your subscription", cancellationToken);
    }

    public async Task HandleAsync(SubscriptionEnded message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.SubscriptionId, cancellationToken) is not { } subscription)
        {
            return;
        }

        var body = new MailBody()
            .Paragraph(message.ForNonPayment
                ? $"Your {subscription.Plan} plan has ended, because its renewal was not paid. Nothing more is charged."
                : $"Your {subscription.Plan} plan has ended, as you had cancelled it. Nothing more is charged.")
            .Paragraph("Nothing of yours is deleted: what is over the limits of the Free plan rests, and comes back when you subscribe again.");
        await TellAsync(message.UserId, $"subscription-ended:{subscription.Id}", message.ForNonPayment ? $"Your {subscription.Plan} plan has ended without payment" : $"Your {subscription.Plan} plan has ended", body, "Subscribe again", cancellationToken);
    }

    private Task<Subscription?> FindAsync(Guid id, CancellationToken cancellationToken) => db.Subscriptions.AsNoTracking().SingleOrDefaultAsync(subscription => subscription.Id == id, cancellationToken);

    /// <summary>The same turn may come again.</summary>
    private static string Key(string turn, Guid subscriptionId, DateTimeOffset seenAt) => string.Create(CultureInfo.InvariantCulture, $"subscription-{turn}:{subscriptionId}:{seenAt.UtcTicks}");

    private Task TellAsync(Guid userId, string key, string title, MailBody body, string link, CancellationToken cancellationToken) =>
        notifier.TellAsync(new(NotificationKind.Subscription, userId, key, title, body.Link(link, urls.Subscription), urls.Subscription), cancellationToken);
}

/// <summary>Days as mails write them, in UTC.</summary>
internal static class MailDate
{
    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>For keys.</summary>
    public static string Stamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a plan has, in a few lines.</summary>
internal static class PlanRows
{
    private static readonly PlanFeature[] Told = [PlanFeature.BrainQuestions, PlanFeature.PublishedProducts, PlanFeature.ApiRequests, PlanFeature.Seats];

    public static IEnumerable<(string Label, string Value)> Of(Plan plan) =>
        Told.Where(feature => feature != PlanFeature.Seats || PlanTable.LimitOf(plan, feature) > 1).Select(feature => (PlanText.Of(feature).Title, PlanText.Cell(feature, PlanTable.LimitOf(plan, feature))));
}
