using Marketplace.StripeSandbox.Billing.Products;

namespace Marketplace.StripeSandbox.Billing.Subscriptions;

/// <summary>
/// The boundaries of billing periods. Each is counted from the anchor, not from the one before, so that a subscription
/// begun on 31 January renews on 28 February and then on 31 March again.
/// </summary>
internal static class BillingPeriod
{
    /// <summary>The first boundary after a moment.</summary>
    public static long EndAfter(long anchor, PriceRecurring recurring, long moment)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(anchor);
        if (moment < anchor)
        {
            return anchor;
        }

        // An estimate that is never too high; a few steps bring it to the boundary.
        var passed = DateTimeOffset.FromUnixTimeSeconds(moment) - start;
        var longest = recurring.Interval switch { "day" => 1, "week" => 7, "month" => 31, _ => 366 };
        var count = (int)(passed.Days / (longest * recurring.IntervalCount));
        while (Boundary(start, recurring, count).ToUnixTimeSeconds() <= moment)
        {
            count++;
        }

        return Boundary(start, recurring, count).ToUnixTimeSeconds();
    }

    /// <summary>A number of intervals after a moment.</summary>
    public static long After(long moment, PriceRecurring recurring, int count = 1) =>
        Boundary(DateTimeOffset.FromUnixTimeSeconds(moment), recurring, count).ToUnixTimeSeconds();

    private static DateTimeOffset Boundary(DateTimeOffset anchor, PriceRecurring recurring, int count)
    {
        var steps = checked(count * (int)recurring.IntervalCount);
        return recurring.Interval switch
        {
            "day" => anchor.AddDays(steps),
            "week" => anchor.AddDays(7 * steps),
            "month" => anchor.AddMonths(steps),
            _ => anchor.AddYears(steps),
        };
    }
}
