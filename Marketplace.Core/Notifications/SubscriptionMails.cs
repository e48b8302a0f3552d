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
        var body = new MailBody().Paragraph($"Thank you. You have the {subscription.Plan} plan now. This is what it has:").Table(PlanWords.Rows(subscription.Plan));
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

        var isUpgrade = message.To > message.From;
        var body = new MailBody()
            .Paragraph(isUpgrade
                ? $"Your upgrade is paid: you have the {message.To} plan now, instead of {message.From}."
                : $"As planned, you have the {message.To} plan from now on, instead of {message.From}. Nothing is lost: what is over its limits rests, and comes back with an upgrade.")
            .Table(PlanWords.Rows(message.To))
            .Paragraph($"The next payment is due on {MailDate.Of(subscription.PeriodEnd)}.");
        await TellAsync(message.UserId, Key("changed", subscription, message.To), $"You have the {message.To} plan", body, "Your subscription", cancellationToken);
    }

    public async Task HandleAsync(SubscriptionChangePlanned message, CancellationToken cancellationToken)
    {
        var body = new MailBody()
            .Paragraph($"From {MailDate.Of(message.At)} you have the {message.To} plan. Until then everything stays as you have paid for it.")
            .Paragraph("You can take this back until that day.");
        await TellAsync(message.UserId, $"subscription-planned:{message.SubscriptionId}:{message.To}:{MailDate.Stamp(message.At)}", $"Your plan changes to {message.To} on {MailDate.Of(message.At)}", body, "Keep the present plan", cancellationToken);
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
        await TellAsync(message.UserId, $"subscription-cancelled:{subscription.Id}:{MailDate.Stamp(message.At)}", $"Your {subscription.Plan} plan ends on {MailDate.Of(message.At)}", body, "Resume it", cancellationToken);
    }

    public async Task HandleAsync(SubscriptionResumed message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.SubscriptionId, cancellationToken) is not { } subscription)
        {
            return;
        }

        var body = new MailBody().Paragraph($"Your {subscription.Plan} plan goes on. The next payment is due on {MailDate.Of(subscription.PeriodEnd)}.");
        await TellAsync(message.UserId, Key("resumed", subscription, subscription.Plan), $"Your {subscription.Plan} plan goes on", body, "Your subscription", cancellationToken);
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

    /// <summary>The same turn may come again in another period, or after other turns in between.</summary>
    private static string Key(string turn, Subscription subscription, Plan plan) =>
        string.Create(CultureInfo.InvariantCulture, $"subscription-{turn}:{subscription.Id}:{plan}:{MailDate.Stamp(subscription.PeriodEnd)}:{MailDate.Stamp(subscription.CheckedAt)}");

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
internal static class PlanWords
{
    public static IEnumerable<(string Label, string Value)> Rows(Plan plan)
    {
        yield return ("Questions to the Brain a month", Count(plan, PlanFeature.BrainQuestions));
        yield return ("Published products", Count(plan, PlanFeature.PublishedProducts));
        yield return ("API requests a day", Count(plan, PlanFeature.ApiRequests));
        if (PlanTable.LimitOf(plan, PlanFeature.Seats) > 1)
        {
            yield return ("Seats", Count(plan, PlanFeature.Seats));
        }
    }

    private static string Count(Plan plan, PlanFeature feature) =>
        PlanTable.LimitOf(plan, feature) is var limit && limit == PlanTable.NoLimit ? "without limit" : limit.ToString("N0", CultureInfo.InvariantCulture);
}
