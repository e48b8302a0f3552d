namespace Marketplace.Core.Accounts;

/// <summary>API requests of a person's tokens on one UTC day, as last written down: what is counted in Redis survives Redis here.</summary>
public sealed class ApiUsage
{
    public required Guid UserId { get; init; }
    public required DateOnly Day { get; init; }
    public long Requests { get; set; }
}
