namespace Marketplace.Core.Orders;

/// <summary>A signed link that was handed out: the proof of delivery.</summary>
public sealed class Download
{
    public required Guid Id { get; init; }
    public required Guid OrderLineId { get; init; }
    public required Guid PackageVersionId { get; init; }
    public required DateTimeOffset At { get; init; }
}
