using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

/// <summary>A bank account that a buyer lets be debited.</summary>
internal sealed record BankPaymentMethod : StripeObject
{
    public override string Object => "payment_method";
    public string AllowRedisplay { get; init; } = "unspecified";
    public required BillingDetails BillingDetails { get; init; }
    public bool Livemode { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public string Type { get; } = "us_bank_account";
    public required UsBankAccount UsBankAccount { get; init; }

    /// <summary>Why a debit will come back; null when it clears.</summary>
    [SandboxOnly]
    public string? Failure { get; init; }
}

internal sealed record UsBankAccount(string Last4, string RoutingNumber)
{
    public string AccountHolderType { get; } = "individual";
    public string AccountType { get; } = "checking";
    public string BankName { get; } = "SANDBOX TEST BANK";
}
