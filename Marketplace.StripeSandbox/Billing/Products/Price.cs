using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Products;

internal sealed record Price : StripeObject
{
    public override string Object => "price";
    public bool Active { get; init; }
    public string BillingScheme { get; init; } = "per_unit";
    public required string Currency { get; init; }
    public bool Livemode { get; init; }
    public string? LookupKey { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public string? Nickname { get; init; }
    public required string Product { get; init; }
    public PriceRecurring? Recurring { get; init; }
    public string TaxBehavior { get; init; } = "unspecified";
    public string Type { get; init; } = "one_time";
    public required long UnitAmount { get; init; }
    public required string UnitAmountDecimal { get; init; }
}

internal sealed record PriceRecurring(string Interval, long IntervalCount)
{
    public string UsageType { get; init; } = "licensed";

    /// <summary>`month`, `3 months`.</summary>
    [SandboxOnly]
    public string Display => IntervalCount == 1 ? Interval : $"{IntervalCount} {Interval}s";
}

internal sealed record RecurringParameters(string Interval, long? IntervalCount, string? UsageType);

internal sealed record PriceUpdateParameters
{
    public bool? Active { get; init; }
    public string? LookupKey { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? Nickname { get; init; }
    public string? TaxBehavior { get; init; }
    public bool TransferLookupKey { get; init; }
}

internal sealed record PriceCreateParameters
{
    public bool? Active { get; init; }
    public string? BillingScheme { get; init; }
    public required string Currency { get; init; }
    public string? LookupKey { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? Nickname { get; init; }
    public string? Product { get; init; }
    public PriceProductParameters? ProductData { get; init; }
    public RecurringParameters? Recurring { get; init; }
    public string? TaxBehavior { get; init; }
    public bool TransferLookupKey { get; init; }
    public long? UnitAmount { get; init; }
}

internal sealed record PriceProductParameters(
    bool? Active, string? Id, IReadOnlyDictionary<string, string>? Metadata, string Name, string? StatementDescriptor, string? UnitLabel);

internal sealed record PriceListParameters : ListParameters
{
    public bool? Active { get; init; }
    public string? Currency { get; init; }
    public IReadOnlyList<string>? LookupKeys { get; init; }
    public string? Product { get; init; }
    public PriceListRecurring? Recurring { get; init; }
    public string? Type { get; init; }
}

internal sealed record PriceListRecurring(string? Interval, string? UsageType);
