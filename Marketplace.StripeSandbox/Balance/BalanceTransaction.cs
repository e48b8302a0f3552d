using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Balance;

/// <summary>One movement on one account's balance. Never changed but for the payout it was paid out with.</summary>
internal sealed record BalanceTransaction : StripeObject
{
    public override string Object => "balance_transaction";

    /// <summary>Gross, signed as the holder sees it.</summary>
    public required long Amount { get; init; }
    public required long AvailableOn { get; init; }
    public string BalanceType { get; init; } = "payments";
    public required string Currency { get; init; }
    public string? Description { get; init; }
    public long Fee { get; init; }
    public IReadOnlyList<FeeDetail> FeeDetails { get; init; } = [];
    public required long Net { get; init; }
    public required string ReportingCategory { get; init; }
    public required string Source { get; init; }
    public required string Status { get; init; }
    public required string Type { get; init; }

    /// <summary>The automatic payout that this movement is part of.</summary>
    [SandboxOnly]
    public string? Payout { get; init; }
}

internal sealed record FeeDetail(long Amount, string Currency, string Description, string Type);

internal sealed record BalanceTransactionListParameters : ListParameters
{
    public string? Currency { get; init; }
    public string? Payout { get; init; }
    public string? Source { get; init; }
    public string? Type { get; init; }
}
