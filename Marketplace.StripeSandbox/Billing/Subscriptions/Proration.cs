namespace Marketplace.StripeSandbox.Billing.Subscriptions;

/// <summary>The part of a period's price that falls on what is left of it: to the second, to the cent, half up on the absolute value.</summary>
internal static class Proration
{
    public static long Of(long amount, long periodStart, long periodEnd, long moment)
    {
        var whole = periodEnd - periodStart;
        var left = Math.Clamp(periodEnd - moment, 0, whole);
        if (whole <= 0)
        {
            return 0;
        }

        var rounded = (((Int128)Math.Abs(amount) * left * 2) + whole) / (2 * (Int128)whole);
        return Math.Sign(amount) * (long)rounded;
    }
}
