using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Accounts;

internal sealed record AccountCreateParameters
{
    public BusinessProfile? BusinessProfile { get; init; }
    public string? BusinessType { get; init; }
    public IReadOnlyDictionary<string, CapabilityRequest>? Capabilities { get; init; }
    public CompanyParameters? Company { get; init; }
    public ControllerParameters? Controller { get; init; }
    public string? Country { get; init; }
    public string? DefaultCurrency { get; init; }
    public string? Email { get; init; }
    public IndividualParameters? Individual { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public SettingsParameters? Settings { get; init; }
    public string? Type { get; init; }
}

internal sealed record AccountUpdateParameters
{
    public BusinessProfile? BusinessProfile { get; init; }
    public string? BusinessType { get; init; }
    public string? Email { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public SettingsParameters? Settings { get; init; }
}

internal sealed record CapabilityRequest(bool? Requested);

internal sealed record CompanyParameters(string? Name);

internal sealed record ControllerParameters(ControllerFees? Fees, ControllerLosses? Losses, string? RequirementCollection, ControllerDashboard? StripeDashboard);

internal sealed record IndividualParameters(string? FirstName, string? LastName, string? Email);

internal sealed record SettingsParameters(PayoutsParameters? Payouts);

internal sealed record PayoutsParameters(ScheduleParameters? Schedule);

internal sealed record ScheduleParameters(string? Interval, string? WeeklyAnchor, IReadOnlyList<string>? WeeklyPayoutDays);

internal sealed record AccountRejectParameters
{
    public required string Reason { get; init; }
}

internal sealed record AccountListParameters : ListParameters;

internal sealed record AccountLinkParameters
{
    public required string Account { get; init; }
    public required string Type { get; init; }
    public string? RefreshUrl { get; init; }
    public string? ReturnUrl { get; init; }
    public string? Collect { get; init; }
    public CollectionOptions? CollectionOptions { get; init; }
}

internal sealed record CollectionOptions(string? Fields, string? FutureRequirements);

internal sealed record ExternalAccountListParameters : ListParameters
{
    public string? Object { get; init; }
}
