using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Portal;

/// <summary>What customers may do by themselves on the portal's page.</summary>
internal sealed record PortalConfiguration : StripeObject
{
    public override string Object => "billing_portal.configuration";
    public bool Active { get; init; } = true;
    public PortalProfile BusinessProfile { get; init; } = new(null, null, null);
    public string? DefaultReturnUrl { get; init; }
    public required PortalFeatures Features { get; init; }
    public bool IsDefault { get; init; }
    public bool Livemode { get; init; }
    public LoginPage LoginPage { get; } = new(false);
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public string? Name { get; init; }
    public required long Updated { get; init; }
}

internal sealed record PortalProfile(string? Headline, string? PrivacyPolicyUrl, string? TermsOfServiceUrl);

internal sealed record LoginPage(bool Enabled);

internal sealed record PortalFeatures
{
    public PortalCustomerUpdate CustomerUpdate { get; } = new();
    public PortalSwitch InvoiceHistory { get; init; } = new(false);
    public PortalSwitch PaymentMethodUpdate { get; init; } = new(false);
    public PortalCancel SubscriptionCancel { get; init; } = new(false, "at_period_end", "none");
    public PortalPause SubscriptionPause { get; } = new();
    public PortalUpdate SubscriptionUpdate { get; init; } = new(false, [], [], "none");
}

internal sealed record PortalSwitch(bool Enabled);

/// <summary>Not part of the sandbox's page.</summary>
internal sealed record PortalCustomerUpdate
{
    public IReadOnlyList<string> AllowedUpdates { get; } = [];
    public bool Enabled { get; }
}

/// <summary>Not part of the sandbox's page.</summary>
internal sealed record PortalPause
{
    public PortalPauseDuration Duration { get; } = new();
    public bool Enabled { get; }
}

internal sealed record PortalPauseDuration
{
    public IReadOnlyList<string> IntervalOptions { get; } = [];
    public string Type { get; } = "indefinite";
}

internal sealed record PortalCancel(bool Enabled, string Mode, string ProrationBehavior)
{
    public PortalCancelReason CancellationReason { get; } = new();
}

internal sealed record PortalCancelReason
{
    public bool Enabled { get; }
    public IReadOnlyList<string> Options { get; } = [];
}

internal sealed record PortalUpdate(bool Enabled, IReadOnlyList<string> DefaultAllowedUpdates, IReadOnlyList<PortalProduct> Products, string ProrationBehavior)
{
    public string BillingCycleAnchor { get; } = "unchanged";
    public PortalScheduling ScheduleAtPeriodEnd { get; init; } = new([]);
    public string TrialUpdateBehavior { get; } = "end_trial";
}

internal sealed record PortalProduct(IReadOnlyList<string> Prices, string Product)
{
    public PortalQuantity AdjustableQuantity { get; } = new();
}

internal sealed record PortalQuantity
{
    public bool Enabled { get; }
    public long Minimum { get; } = 1;
}

internal sealed record PortalScheduling(IReadOnlyList<PortalCondition> Conditions);

internal sealed record PortalCondition(string Type);

internal sealed record PortalSession : StripeObject
{
    public override string Object => "billing_portal.session";
    public required string Configuration { get; init; }
    public required string Customer { get; init; }
    public bool Livemode { get; init; }
    public string? Locale { get; init; }
    public string? ReturnUrl { get; init; }
    public required string Url { get; init; }

    /// <summary>The page's key; the id is known to the caller's logs.</summary>
    [SandboxOnly]
    public required string PageKey { get; init; }

    [SandboxOnly]
    public required DateTimeOffset UsableUntil { get; init; }
}
