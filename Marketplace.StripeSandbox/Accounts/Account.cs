using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Accounts;

/*
 * created ── onboarding submitted ──► details submitted, capabilities active, payouts enabled
 *    │
 *    └── "finish later" ──► created, requirements still due
 */
internal sealed record Account : StripeObject
{
    public override string Object => "account";
    public required BusinessProfile BusinessProfile { get; init; }
    public string? BusinessType { get; init; }
    public required IReadOnlyDictionary<string, string> Capabilities { get; init; }
    public bool ChargesEnabled { get; init; }
    public required AccountController Controller { get; init; }
    public required string Country { get; init; }
    public string DefaultCurrency { get; init; } = "usd";
    public bool DetailsSubmitted { get; init; }
    public string? Email { get; init; }
    public required StripeList<BankAccount> ExternalAccounts { get; init; }
    public Requirements FutureRequirements { get; init; } = Requirements.None;
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public bool PayoutsEnabled { get; init; }
    public required Requirements Requirements { get; init; }
    public required AccountSettings Settings { get; init; }
    public TosAcceptance TosAcceptance { get; init; } = new();
    public string Type { get; init; } = "express";

    /// <summary>Name given at creation or onboarding: pre-fills the form and stands on the dashboard.</summary>
    [SandboxOnly]
    public string? HolderName { get; init; }

    /// <summary>The last scheduled payout day that was dealt with; see <see cref="Payouts.AutomaticPayouts"/>.</summary>
    [SandboxOnly]
    public DateTimeOffset PayoutDayHandled { get; init; }

    public bool HasActive(string capability) => Capabilities.TryGetValue(capability, out var status) && status == "active";

    public BankAccount? BankAccountFor(string currency) => ExternalAccounts.Data.FirstOrDefault(b => b.Currency == currency);
}

internal sealed record BusinessProfile
{
    public string? Mcc { get; init; }
    public string? Name { get; init; }
    public string? ProductDescription { get; init; }
    public string? SupportEmail { get; init; }
    public string? SupportPhone { get; init; }
    public string? SupportUrl { get; init; }
    public string? Url { get; init; }
}

internal sealed record AccountController
{
    public ControllerFees Fees { get; init; } = new("application_express");
    public bool IsController { get; init; } = true;
    public ControllerLosses Losses { get; init; } = new("application");
    public string RequirementCollection { get; init; } = "stripe";
    public ControllerDashboard StripeDashboard { get; init; } = new("express");
    public string Type { get; init; } = "application";
}

internal sealed record ControllerFees(string Payer);

internal sealed record ControllerLosses(string Payments);

internal sealed record ControllerDashboard(string Type);

internal sealed record Requirements(IReadOnlyList<string> CurrentlyDue, IReadOnlyList<string> EventuallyDue, IReadOnlyList<string> PastDue, string? DisabledReason)
{
    public static readonly Requirements None = new([], [], [], null);

    /// <summary>What the onboarding page collects.</summary>
    public static readonly Requirements BeforeOnboarding = Due(
        "business_type", "external_account", "individual.address.country", "individual.first_name", "individual.last_name", "tos_acceptance.date", "tos_acceptance.ip");

    public IReadOnlyList<string> Alternatives { get; } = [];
    public IReadOnlyList<string> Errors { get; } = [];
    public IReadOnlyList<string> PendingVerification { get; } = [];

    private static Requirements Due(params string[] fields) => new(fields, fields, fields, "requirements.past_due");
}

internal sealed record AccountSettings(PayoutSettings Payouts)
{
    public BrandingSettings Branding { get; } = new();
    public CardPaymentSettings CardPayments { get; } = new();
    public DashboardSettings Dashboard { get; init; } = new(null, "Etc/UTC");
    public PaymentSettings Payments { get; } = new();
}

internal sealed record BrandingSettings;

internal sealed record CardPaymentSettings;

internal sealed record PaymentSettings;

internal sealed record DashboardSettings(string? DisplayName, string? Timezone);

internal sealed record PayoutSettings(PayoutScheduleSettings Schedule)
{
    public bool DebitNegativeBalances { get; } = true;
}

internal sealed record PayoutScheduleSettings(string Interval, string? WeeklyAnchor)
{
    public static readonly PayoutScheduleSettings Default = new("weekly", "tuesday");

    public long DelayDays { get; } = 2;

    public IReadOnlyList<string>? WeeklyPayoutDays => WeeklyAnchor is null ? null : [WeeklyAnchor];
}

internal sealed record TosAcceptance
{
    public long? Date { get; init; }
    public string? Ip { get; init; }
    public string? UserAgent { get; init; }
}
