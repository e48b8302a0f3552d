namespace Marketplace.Core.Payouts;

/// <summary>A week's payout run, known by its Monday: there is one per week, and one that died is continued.</summary>
public sealed class PayoutRun
{
    public required Guid Id { get; init; }
    public required DateTimeOffset MondayAt { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; set; }
}
