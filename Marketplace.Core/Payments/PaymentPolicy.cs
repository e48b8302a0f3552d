namespace Marketplace.Core.Payments;

/// <summary>How long a payment page stays open (Stripe allows 30 minutes to 24 hours), and when the sweepers look after what was missed.</summary>
public static class PaymentPolicy
{
    private static readonly TimeSpan PageLifetime = TimeSpan.FromHours(23);

    /// <summary>MONEY.md 19.</summary>
    public static readonly TimeSpan SweepAfter = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(30);
    private static readonly TimeSpan EventOverlap = TimeSpan.FromHours(1);

    public static DateTimeOffset PageExpiresAt(DateTimeOffset createdAt) => createdAt + PageLifetime;

    /// <summary>
    /// From when on Stripe's events are looked through: an hour before the last sweep, because Stripe may list an event late; all that Stripe
    /// keeps when there was none. A last sweep in the future is a clock that was set back.
    /// </summary>
    public static DateTimeOffset SweepEventsFrom(DateTimeOffset? last, DateTimeOffset now)
    {
        var oldest = now - EventsKept;
        if (last is not { } swept)
        {
            return oldest;
        }

        var from = (swept < now ? swept : now) - EventOverlap;
        return from > oldest ? from : oldest;
    }
}
