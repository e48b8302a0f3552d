using Marketplace.Api.Hosting;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Core.Subscriptions;

namespace Marketplace.Api.Subscriptions;

/// <summary>Plans and subscriptions under their wire names.</summary>
internal static class SubscriptionViews
{
    public static string NameOf(BillingInterval interval) => interval.ToString().ToLowerInvariant();

    public static string NameOf(SubscribeOutcome outcome) => outcome switch
    {
        SubscribeOutcome.Checkout => "checkout",
        SubscribeOutcome.Changed => "changed",
        SubscribeOutcome.Scheduled => "scheduled",
        SubscribeOutcome.PaymentNeeded => "payment_needed",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    public static SubscriptionPreview ToView(this SubscriptionOutlook outlook) => new(
        outlook.Kind switch
        {
            null => "subscribe",
            SubscriptionChangeKind.Upgrade => "upgrade",
            SubscriptionChangeKind.Downgrade => "downgrade",
            _ => "cancel",
        },
        PlanText.Name(outlook.Plan),
        NameOf(outlook.Interval),
        outlook.DueNow.ToView(),
        [.. outlook.Lines.Select(line => new PreviewLine(line.Text, line.Amount.ToView()))],
        outlook.EffectiveAt,
        outlook.NextPrice?.ToView(),
        outlook.NextAt,
        outlook.ProrationDate);

    public static OwnSubscriptionView ToView(this Subscription subscription, SettlementCurrency currency) => new(
        subscription.Id,
        PlanText.Name(subscription.Plan),
        NameOf(subscription.Interval),
        subscription.Status switch
        {
            SubscriptionStatus.PastDue => "past_due",
            SubscriptionStatus.Unpaid => "unpaid",
            _ => "active",
        },
        currency.Of(SubscriptionPolicy.CentsOf(subscription.Plan, subscription.Interval)).ToView(),
        subscription.PeriodStart,
        subscription.PeriodEnd,
        subscription.CancelAt,
        subscription.NextPlan is { } next ? PlanText.Name(next) : null,
        subscription.NextInterval is { } nextInterval ? NameOf(nextInterval) : null,
        subscription.PendingPlan is { } pending ? PlanText.Name(pending) : null,
        subscription.PendingInterval is { } pendingInterval ? NameOf(pendingInterval) : null,
        subscription.PayUrl,
        SubscriptionPolicy.RightOf(subscription).Until);

    public static SubscriptionInvoiceView ToView(this SubscriptionInvoice invoice) => new(
        invoice.Id,
        invoice.Number,
        invoice.Status,
        invoice.Description,
        new Money(invoice.TotalCents, invoice.Currency).ToView(),
        new Money(invoice.PaidCents, invoice.Currency).ToView(),
        invoice.CreatedAt,
        invoice.PaidAt,
        invoice.NextAttemptAt,
        $"{SubscriptionRoutes.Invoices}/{Uri.EscapeDataString(invoice.Id)}/pdf",
        invoice.Status == "open" ? invoice.HostedUrl : null);
}
