namespace Marketplace.Web.Design;

/// <summary>One bar of a chart, and the same as text for its table.</summary>
/// <param name="Before">What it is compared with; null when there is nothing.</param>
public sealed record ChartPoint(string Label, long Value, string Text, long? Before = null, string? BeforeText = null);

/// <summary>Where a chart's axis ends: a round number whose half is whole.</summary>
internal static class ChartScale
{
    private static readonly long[] Round = [2, 4, 6, 8, 10];

    /// <param name="most">The largest value to show.</param>
    /// <param name="least">The axis is not shorter than this: one sale in a month must not look like a mountain of cents.</param>
    public static long Top(long most, long least = 2)
    {
        var wanted = Math.Max(most, least);
        for (var unit = 1L; ; unit *= 10)
        {
            foreach (var step in Round)
            {
                if (step * unit >= wanted)
                {
                    return step * unit;
                }
            }
        }
    }
}
