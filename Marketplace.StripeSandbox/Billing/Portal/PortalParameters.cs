using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Billing.Portal;

internal sealed record PortalConfigurationParameters
{
    public bool? Active { get; init; }
    public PortalProfile? BusinessProfile { get; init; }
    public string? DefaultReturnUrl { get; init; }
    public PortalFeaturesParameters? Features { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? Name { get; init; }
}

internal sealed record PortalFeaturesParameters
{
    public PortalSwitch? InvoiceHistory { get; init; }
    public PortalSwitch? PaymentMethodUpdate { get; init; }
    public PortalCancelParameters? SubscriptionCancel { get; init; }
    public PortalUpdateParameters? SubscriptionUpdate { get; init; }
}

internal sealed record PortalCancelParameters(bool Enabled, string? Mode, string? ProrationBehavior);

internal sealed record PortalUpdateParameters
{
    public IReadOnlyList<string>? DefaultAllowedUpdates { get; init; }
    public bool Enabled { get; init; }
    public IReadOnlyList<PortalProductParameters>? Products { get; init; }
    public string? ProrationBehavior { get; init; }
    public PortalScheduling? ScheduleAtPeriodEnd { get; init; }
}

internal sealed record PortalProductParameters(IReadOnlyList<string> Prices, string Product);

internal sealed record PortalConfigurationListParameters : ListParameters
{
    public bool? Active { get; init; }
    public bool? IsDefault { get; init; }
}

internal sealed record PortalSessionParameters
{
    public string? Configuration { get; init; }
    public string? Customer { get; init; }
    public string? Locale { get; init; }
    public string? ReturnUrl { get; init; }
}
