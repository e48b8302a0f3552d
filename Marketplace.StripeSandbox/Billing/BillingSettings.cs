using System.Globalization;

namespace Marketplace.StripeSandbox.Billing;

/// <summary>What a Stripe user sets in the dashboard: how failed payments are tried again and what follows the last try.</summary>
internal sealed record BillingSettings
{
    public const string Cancel = "cancel";
    public const string MarkUnpaid = "unpaid";
    public const string LeavePastDue = "past_due";

    public static readonly BillingSettings Default = new();

    /// <summary>Days from one failed try to the next; Stripe's fixed schedule, as its Smart Retries cannot be foretold.</summary>
    public IReadOnlyList<int> RetryDays { get; init; } = [3, 5, 7];

    public string AfterLastRetry { get; init; } = Cancel;

    /// <summary>How long the invoice of a renewal stays a draft.</summary>
    public TimeSpan DraftTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a first payment, or the payment of a pending change, may take.</summary>
    public TimeSpan FirstPaymentTime { get; init; } = TimeSpan.FromHours(23);

    public static BillingSettings From(IConfiguration configuration)
    {
        var after = configuration["Sandbox:AfterLastRetry"] ?? Cancel;
        return after is Cancel or MarkUnpaid or LeavePastDue
            ? new BillingSettings
            {
                RetryDays = configuration["Sandbox:RetryDays"] is { } days
                    ? [.. days.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(d => int.Parse(d, NumberStyles.None, CultureInfo.InvariantCulture))]
                    : Default.RetryDays,
                AfterLastRetry = after,
            }
            : throw new InvalidOperationException($"Sandbox:AfterLastRetry is '{after}'; it can be {Cancel}, {MarkUnpaid} or {LeavePastDue}.");
    }
}
