using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Subscriptions;

/*
 * incomplete ──first invoice paid──► active ◄──latest invoice paid── past_due ──last retry failed──► canceled or unpaid
 *     └──23 hours──► incomplete_expired  └──renewal or change declined──► past_due
 * trialing ──trial over──► active
 * active, trialing, past_due, unpaid ──cancel now, or its date has come──► canceled
 */
internal sealed record Subscription : StripeObject
{
    public override string Object => "subscription";
    public DisabledTax AutomaticTax { get; } = new();
    public required long BillingCycleAnchor { get; init; }
    public BillingMode BillingMode { get; init; } = new("flexible");
    public IReadOnlyList<string> BillingSchedules { get; } = [];
    public long? CancelAt { get; init; }
    public bool CancelAtPeriodEnd { get; init; }
    public long? CanceledAt { get; init; }
    public CancellationDetails CancellationDetails { get; init; } = new(null, null, null);
    public string CollectionMethod { get; init; } = "charge_automatically";
    public required string Currency { get; init; }
    public required string Customer { get; init; }
    public string? DefaultPaymentMethod { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string> Discounts { get; } = [];
    public long? EndedAt { get; init; }
    public IssuedBySelf InvoiceSettings { get; } = new();
    public required StripeList<SubscriptionItem> Items { get; init; }
    public string? LatestInvoice { get; init; }
    public bool Livemode { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public SubscriptionPaymentSettings PaymentSettings { get; init; } = new("off");
    public PendingUpdate? PendingUpdate { get; init; }
    public string? Schedule { get; init; }
    public required long StartDate { get; init; }
    public required string Status { get; init; }
    public long? TrialEnd { get; init; }
    public TrialSettings? TrialSettings { get; init; }
    public long? TrialStart { get; init; }

    /// <summary>The invoice that has to be paid before a pending update takes effect.</summary>
    [SandboxOnly]
    public string? PendingInvoice { get; init; }

    /// <summary>Told that the trial ends soon.</summary>
    [SandboxOnly]
    public bool TrialNoticeSent { get; init; }

    public long PeriodStart() => Items.Data.Min(i => i.CurrentPeriodStart);

    public long PeriodEnd() => Items.Data.Min(i => i.CurrentPeriodEnd);

    public PriceRecurring Recurring() => Items.Data[0].Price.Recurring!;

    public bool IsLive() => Status is "active" or "trialing" or "past_due" or "unpaid";

    public Subscription WithItems(IReadOnlyList<SubscriptionItem> items) => this with { Items = new StripeList<SubscriptionItem>(items, Items.Url) };
}

internal sealed record SubscriptionItem : StripeObject
{
    public override string Object => "subscription_item";
    public required long CurrentPeriodEnd { get; init; }
    public required long CurrentPeriodStart { get; init; }
    public IReadOnlyList<string> Discounts { get; } = [];
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public Plan Plan => Plan.Of(Price);
    public required Price Price { get; init; }
    public required long Quantity { get; init; }
    public required string Subscription { get; init; }
    public IReadOnlyList<string> TaxRates { get; } = [];

    public long Amount() => checked(Price.UnitAmount * Quantity);
}

/// <summary>The older form of a price that items still carry.</summary>
internal sealed record Plan(string Id, bool Active, long Amount, string Currency, string Interval, long IntervalCount, string Product, long Created)
{
    public string Object { get; } = "plan";
    public string AmountDecimal => Amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
    public string BillingScheme { get; } = "per_unit";
    public bool Livemode { get; }
    public IReadOnlyDictionary<string, string> Metadata { get; } = Http.Metadata.Empty;
    public string UsageType { get; } = "licensed";

    public static Plan Of(Price price) => new(
        price.Id, price.Active, price.UnitAmount, price.Currency, price.Recurring!.Interval, price.Recurring.IntervalCount, price.Product, price.Created);
}

internal sealed record DisabledTax(bool Enabled = false);

internal sealed record BillingMode(string Type);

internal sealed record CancellationDetails(string? Comment, string? Feedback, string? Reason);

internal sealed record IssuedBySelf
{
    public Issuer Issuer { get; } = new("self");
}

internal sealed record Issuer(string Type);

internal sealed record SubscriptionPaymentSettings(string SaveDefaultPaymentMethod);

internal sealed record PendingUpdate(long ExpiresAt, IReadOnlyList<SubscriptionItem>? SubscriptionItems)
{
    /// <summary>When the change moves the billing day.</summary>
    public long? BillingCycleAnchor { get; init; }
}

internal sealed record TrialSettings(TrialEndBehavior EndBehavior);

internal sealed record TrialEndBehavior(string MissingPaymentMethod);
