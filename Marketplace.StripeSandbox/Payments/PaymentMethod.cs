using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

internal sealed record PaymentMethod : StripeObject
{
    public override string Object => "payment_method";
    public string AllowRedisplay { get; init; } = "unspecified";
    public required BillingDetails BillingDetails { get; init; }
    public required PaymentMethodCard Card { get; init; }
    public string? Customer { get; init; }
    public bool Livemode { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public string Type { get; init; } = "card";

    /// <summary>Confirmed once by its holder, and so good for charges when they are not there.</summary>
    [SandboxOnly]
    public bool IsSetUp { get; init; }

    /// <summary>Which test card it is; full numbers are not kept.</summary>
    [SandboxOnly]
    public required string TestCard { get; init; }
}

internal sealed record PaymentMethodCard(string Brand, string Last4, long ExpMonth, long ExpYear)
{
    public string Country { get; } = "US";
    public string DisplayBrand => Brand;
    public string Funding { get; } = "credit";
}
