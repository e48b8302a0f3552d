using Marketplace.Core.Outbox;

namespace Marketplace.Core.Reviews;

public sealed record ReviewCreated(Guid ReviewId) : IOutboxEvent
{
    public static string Name => "reviews.created";
}

/// <summary>The seller has answered, for the first time or after taking an answer back.</summary>
public sealed record ReviewAnswered(Guid ReviewId) : IOutboxEvent
{
    public static string Name => "reviews.answered";
}

/// <summary>A buyer is asked for a review.</summary>
public sealed record ReviewInvited(Guid BuyerId, Guid ProductId) : IOutboxEvent
{
    public static string Name => "reviews.invited";
}
