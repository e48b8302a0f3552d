namespace Marketplace.Core.Accounts;

/// <summary>How long what people write about plans may be, in characters.</summary>
public static class GrantPolicy
{
    public const int MaxReason = 400;
    public const int MaxCompany = 120;
    public const int MaxMessage = 2_000;
    public const int MaxSeats = 10_000;

    /// <summary>On the marketplace's clock, at this moment.</summary>
    public static bool IsOn(PlanGrant grant, DateTimeOffset now) => grant.EndedAt is null && (grant.Until is null || grant.Until > now);
}
