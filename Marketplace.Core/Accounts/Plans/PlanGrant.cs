using Marketplace.Core.Outbox;

namespace Marketplace.Core.Accounts;

/// <summary>That an admin switched a plan on by hand: who, why, and how it ended. Kept for good; the right itself is a <see cref="PlanRight"/>.</summary>
public sealed class PlanGrant
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required Plan Plan { get; init; }

    /// <summary>When it ends by itself; null when an admin must end it.</summary>
    public DateTimeOffset? Until { get; init; }
    public required string Reason { get; init; }
    public required Guid GrantedById { get; init; }
    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>Who ended it, or replaced it by another.</summary>
    public Guid? EndedById { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>Somebody would like a plan that people agree on rather than click.</summary>
public sealed class PlanRequest
{
    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required string Company { get; init; }

    /// <summary>Plain text.</summary>
    public required string Message { get; init; }
    public required int Seats { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public Guid? ClosedById { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
}

public sealed record PlanAsked(Guid RequestId) : IOutboxEvent
{
    public static string Name => "accounts.plan_asked";
}

public sealed record PlanGranted(Guid GrantId) : IOutboxEvent
{
    public static string Name => "accounts.plan_granted";
}
