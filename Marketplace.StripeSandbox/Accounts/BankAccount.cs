using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Accounts;

internal sealed record BankAccount : StripeObject
{
    public override string Object => "bank_account";

    [SandboxOnly]
    public override long Created { get; init; }
    public required string Account { get; init; }
    public string? AccountHolderName { get; init; }
    public string? AccountHolderType { get; init; }
    public IReadOnlyList<string> AvailablePayoutMethods { get; init; } = ["standard"];
    public string BankName { get; init; } = "SANDBOX TEST BANK";
    public required string Country { get; init; }
    public required string Currency { get; init; }
    public bool DefaultForCurrency { get; init; } = true;
    public required string Fingerprint { get; init; }
    public required string Last4 { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public string? RoutingNumber { get; init; }
    public string Status { get; init; } = "new";

    /// <summary>The code by which it sends payouts back; null when they arrive.</summary>
    [SandboxOnly]
    public string? PayoutFailure { get; init; }
}
