using Marketplace.Core.Outbox;

namespace Marketplace.Core.Accounts;

/// <summary>Somebody is to get an invitation by mail; its token is made when the mail is written.</summary>
/// <param name="At">Tells a second mail for the same seat from the first.</param>
public sealed record TeamInvited(Guid SeatId, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "accounts.team_invited";
}

public sealed record TeamJoined(Guid TeamId, Guid UserId, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "accounts.team_joined";
}

/// <param name="IsRemoved">By the owner; otherwise the member went.</param>
public sealed record TeamLeft(Guid TeamId, Guid UserId, bool IsRemoved, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "accounts.team_left";
}
