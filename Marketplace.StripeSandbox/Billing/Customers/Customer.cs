using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Customers;

internal sealed record Customer : StripeObject
{
    public override string Object => "customer";
    public CustomerAddress? Address { get; init; }

    /// <summary>What the customer owes (above zero) or has to their credit (below), to be settled by the next invoice.</summary>
    public long Balance { get; init; }
    public string? Currency { get; init; }
    public bool Delinquent { get; init; }
    public string? Description { get; init; }
    public string? Email { get; init; }
    public required string InvoicePrefix { get; init; }
    public CustomerInvoiceSettings InvoiceSettings { get; init; } = new(null);
    public bool Livemode { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public string? Name { get; init; }
    public long NextInvoiceSequence { get; init; } = 1;
    public string? Phone { get; init; }
    public IReadOnlyList<string> PreferredLocales { get; init; } = [];
    public string TaxExempt { get; init; } = "none";

    /// <summary>Where a browser reached the sandbox then: invoices that time makes link their pages there.</summary>
    [SandboxOnly]
    public required string Origin { get; init; }

    [SandboxOnly]
    public bool IsDeleted { get; init; }
}

internal sealed record CustomerInvoiceSettings(string? DefaultPaymentMethod);

internal sealed record CustomerAddress(string? City, string? Country, string? Line1, string? Line2, string? PostalCode, string? State);

internal sealed record CustomerParameters
{
    public CustomerAddress? Address { get; init; }
    public string? Description { get; init; }
    public string? Email { get; init; }
    public CustomerInvoiceSettingsParameters? InvoiceSettings { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? Name { get; init; }
    public string? PaymentMethod { get; init; }
    public string? Phone { get; init; }
    public IReadOnlyList<string>? PreferredLocales { get; init; }
}

internal sealed record CustomerInvoiceSettingsParameters(string? DefaultPaymentMethod);

internal sealed record CustomerListParameters : ListParameters
{
    public string? Email { get; init; }
}
