namespace Marketplace.Core.Payments;

/// <summary>How long a payment page stays open (Stripe allows 30 minutes to 24 hours), and when the sweeper looks after one.</summary>
public static class PaymentPolicy
{
    private static readonly TimeSpan PageLifetime = TimeSpan.FromHours(23);

    /// <summary>MONEY.md 19.</summary>
    public static readonly TimeSpan SweepAfter = TimeSpan.FromMinutes(15);

    public static DateTimeOffset PageExpiresAt(DateTimeOffset createdAt) => createdAt + PageLifetime;
}
