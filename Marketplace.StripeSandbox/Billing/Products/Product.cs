using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Products;

internal sealed record Product : StripeObject
{
    public override string Object => "product";
    public bool Active { get; init; }
    public string? DefaultPrice { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string> Images { get; init; } = [];
    public bool Livemode { get; init; }
    public IReadOnlyList<MarketingFeature> MarketingFeatures { get; init; } = [];
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public required string Name { get; init; }
    public string? StatementDescriptor { get; init; }
    public string Type { get; init; } = "service";
    public string? UnitLabel { get; init; }
    public required long Updated { get; init; }
    public string? Url { get; init; }
}

internal sealed record MarketingFeature(string Name);

internal record ProductUpdateParameters
{
    public bool? Active { get; init; }
    public string? DefaultPrice { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string>? Images { get; init; }
    public IReadOnlyList<MarketingFeature>? MarketingFeatures { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? Name { get; init; }
    public string? StatementDescriptor { get; init; }
    public string? UnitLabel { get; init; }
    public string? Url { get; init; }
}

internal sealed record ProductCreateParameters : ProductUpdateParameters
{
    public DefaultPriceParameters? DefaultPriceData { get; init; }
    public string? Id { get; init; }
    public string? Type { get; init; }
}

internal sealed record DefaultPriceParameters(
    string Currency, IReadOnlyDictionary<string, string>? Metadata, RecurringParameters? Recurring, string? TaxBehavior, long? UnitAmount);

internal sealed record ProductListParameters : ListParameters
{
    public bool? Active { get; init; }
    public IReadOnlyList<string>? Ids { get; init; }
    public string? Type { get; init; }
    public string? Url { get; init; }
}
