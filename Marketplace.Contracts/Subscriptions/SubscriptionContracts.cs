using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Subscriptions;

/// <summary>Which plan, and how often it is paid.</summary>
public sealed record SubscriptionRequest
{
    /// <summary><c>free</c>, <c>pro</c>, <c>team</c> or <c>enterprise</c>; <c>free</c> cancels at the end of the paid period.</summary>
    [Required, StringLength(20)]
    public string Plan { get; set; } = "";

    /// <summary><c>month</c> (when nothing is said) or <c>year</c>.</summary>
    [StringLength(10)]
    public string? Interval { get; set; }

    /// <summary>From the preview: the moment its amounts hold for. Honoured for 15 minutes.</summary>
    public DateTimeOffset? ProrationDate { get; set; }
}

/// <summary>What a change would cost, and when it happens. Nothing has changed yet.</summary>
/// <param name="Kind"><c>subscribe</c>, <c>upgrade</c>, <c>downgrade</c> or <c>cancel</c>.</param>
/// <param name="DueNow">Charged at once when it is confirmed.</param>
/// <param name="Lines">What the amount is made of: credits negative.</param>
/// <param name="EffectiveAt">When the other plan begins.</param>
/// <param name="NextPrice">What the renewal after that costs; null when nothing is renewed.</param>
/// <param name="NextAt">When that is.</param>
/// <param name="ProrationDate">To be sent along with the change, so that it costs what is shown here.</param>
public sealed record SubscriptionPreview(
    string Kind,
    string Plan,
    string Interval,
    MoneyView DueNow,
    IReadOnlyList<PreviewLine> Lines,
    DateTimeOffset EffectiveAt,
    MoneyView? NextPrice,
    DateTimeOffset? NextAt,
    DateTimeOffset? ProrationDate);

public sealed record PreviewLine(string Text, MoneyView Amount);

/// <summary>Where somebody stands.</summary>
/// <param name="Plan">What they may use now, from wherever it comes.</param>
/// <param name="Source"><c>none</c>, <c>subscription</c>, <c>grant</c> (switched on by the marketplace) or <c>team</c> (somebody else's).</param>
/// <param name="Until">When the right ends by itself; null when it does not.</param>
/// <param name="Subscription">Their own; null without one.</param>
/// <param name="CheckoutUrl">An open page of Stripe that starts a subscription; null when there is none.</param>
public sealed record SubscriptionView(string Plan, string Source, DateTimeOffset? Until, OwnSubscriptionView? Subscription, string? CheckoutUrl);

/// <param name="Plan">What is paid for.</param>
/// <param name="Status"><c>active</c>, <c>past_due</c>, <c>unpaid</c>.</param>
/// <param name="Price">Of one interval.</param>
/// <param name="CancelAt">It ends then; null while it goes on.</param>
/// <param name="NextPlan">What it becomes at <paramref name="PeriodEnd"/>; null when it stays.</param>
/// <param name="PendingPlan">What it becomes when the open invoice is paid; null when nothing waits.</param>
/// <param name="PayUrl">Stripe's page of an invoice that waits for a payment.</param>
/// <param name="RightsUntil">While a renewal is not paid: when the plan's rights end.</param>
public sealed record OwnSubscriptionView(
    Guid Id,
    string Plan,
    string Interval,
    string Status,
    MoneyView Price,
    DateTimeOffset PeriodStart,
    DateTimeOffset PeriodEnd,
    DateTimeOffset? CancelAt,
    string? NextPlan,
    string? NextInterval,
    string? PendingPlan,
    string? PendingInterval,
    string? PayUrl,
    DateTimeOffset? RightsUntil);

/// <summary>The answer to a change: either Stripe's page is next, or it is done, or it waits for a payment.</summary>
/// <param name="Outcome"><c>checkout</c>, <c>changed</c>, <c>scheduled</c> or <c>payment_needed</c>.</param>
/// <param name="Url">Stripe's page, for <c>checkout</c> and <c>payment_needed</c>.</param>
public sealed record SubscriptionOutcome(string Outcome, string? Url, SubscriptionView Subscription);

/// <param name="Status"><c>open</c>, <c>paid</c>, <c>void</c> or <c>uncollectible</c>.</param>
/// <param name="PdfUrl">In this API; leads to Stripe's PDF.</param>
/// <param name="PayUrl">Stripe's page, while it is open.</param>
public sealed record SubscriptionInvoiceView(
    string Id, string? Number, string Status, string Description, MoneyView Total, MoneyView Paid, DateTimeOffset CreatedAt, DateTimeOffset? PaidAt, DateTimeOffset? NextAttemptAt, string? PdfUrl, string? PayUrl);

/// <param name="Url">The billing portal's, for minutes.</param>
public sealed record PortalView(string Url);

public static class SubscriptionRoutes
{
    public const string Subscription = "/api/subscription";
    public const string Preview = "/api/subscription/preview";
    public const string Cancel = "/api/subscription/cancel";
    public const string Resume = "/api/subscription/resume";
    public const string Portal = "/api/subscription/portal";
    public const string Refresh = "/api/subscription/refresh";
    public const string Invoices = "/api/subscription/invoices";
}

public sealed class SubscriptionClient(HttpClient http) : ApiClient(http)
{
    public Task<SubscriptionView> GetAsync(CancellationToken cancellationToken) => GetAsync<SubscriptionView>(SubscriptionRoutes.Subscription, cancellationToken);

    public Task<SubscriptionPreview> PreviewAsync(SubscriptionRequest request, CancellationToken cancellationToken) =>
        PostAsync<SubscriptionPreview>(SubscriptionRoutes.Preview, request, cancellationToken);

    /// <summary>Subscribes, or changes the plan. The same key and body give the same outcome.</summary>
    public Task<SubscriptionOutcome> ChangeAsync(SubscriptionRequest request, string idempotencyKey, CancellationToken cancellationToken) =>
        PostAsync<SubscriptionOutcome>(SubscriptionRoutes.Subscription, request, cancellationToken, idempotencyKey);

    public Task<SubscriptionView> CancelAsync(CancellationToken cancellationToken) => PostAsync<SubscriptionView>(SubscriptionRoutes.Cancel, null, cancellationToken);

    /// <summary>Takes a cancellation or a planned downgrade back.</summary>
    public Task<SubscriptionView> ResumeAsync(CancellationToken cancellationToken) => PostAsync<SubscriptionView>(SubscriptionRoutes.Resume, null, cancellationToken);

    public Task<PortalView> PortalAsync(CancellationToken cancellationToken) => PostAsync<PortalView>(SubscriptionRoutes.Portal, null, cancellationToken);

    /// <summary>On return from Stripe's page: asks Stripe now, rather than wait for the webhook.</summary>
    public Task<SubscriptionView> RefreshAsync(CancellationToken cancellationToken) => PostAsync<SubscriptionView>(SubscriptionRoutes.Refresh, null, cancellationToken);

    /// <summary>Newest first, at most 100.</summary>
    public Task<IReadOnlyList<SubscriptionInvoiceView>> InvoicesAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<SubscriptionInvoiceView>>(SubscriptionRoutes.Invoices, cancellationToken);

    /// <summary>Where Stripe keeps the PDF at present.</summary>
    public Task<PortalView> InvoicePdfAsync(string id, CancellationToken cancellationToken) =>
        GetAsync<PortalView>($"{SubscriptionRoutes.Invoices}/{Uri.EscapeDataString(id)}/pdf", cancellationToken);
}
