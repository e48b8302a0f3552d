namespace Marketplace.Core.Payments;

/// <summary>A client's <c>Idempotency-Key</c>: the same key and body get the same answer for 24 hours (MONEY.md 18).</summary>
public sealed class IdempotencyKey
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public required Guid UserId { get; init; }
    public required string Operation { get; init; }
    public required string Key { get; init; }

    /// <summary>Of the request's body: the same key with another body is a mistake of the caller's.</summary>
    public required string RequestHash { get; init; }
    public required Guid ResultId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
