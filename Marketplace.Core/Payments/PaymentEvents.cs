using Marketplace.Core.Outbox;

namespace Marketplace.Core.Payments;

/// <summary>What a guest had bought belongs to a person with an account now.</summary>
public sealed record GuestOrdersClaimed(Guid GuestId, Guid UserId) : IOutboxEvent
{
    public static string Name => "payments.guest_orders_claimed";
}
