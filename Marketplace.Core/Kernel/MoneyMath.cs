namespace Marketplace.Core.Kernel;

/// <summary>The one rounding rule and the one way to split an amount (MONEY.md 1, 6, 12).</summary>
public static class MoneyMath
{
    /// <summary><paramref name="amount"/> × <paramref name="numerator"/> / <paramref name="denominator"/>, half up on the absolute value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The denominator is not positive.</exception>
    public static long RoundHalfUp(long amount, long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var product = (Int128)amount * numerator;
        var rounded = (Int128.Abs(product) * 2 + denominator) / (2 * (Int128)denominator);
        return checked((long)(product < 0 ? -rounded : rounded));
    }

    /// <summary>
    /// Splits <paramref name="total"/> in proportion to <paramref name="weights"/> by largest remainder, ties to the earlier weight.
    /// The parts sum exactly to the total; with all weights zero the first part takes everything.
    /// </summary>
    public static IReadOnlyList<long> Allocate(long total, IReadOnlyList<long> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfZero(weights.Count);
        var sum = weights.Aggregate(Int128.Zero, (whole, weight) => whole + weight);
        var parts = new long[weights.Count];
        if (sum == 0)
        {
            parts[0] = total;
            return parts;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = (long)((Int128)total * weights[i] / sum);
        }

        var rest = (int)(total - parts.Sum());
        var byRemainder = Enumerable.Range(0, parts.Length).OrderByDescending(i => (Int128)total * weights[i] % sum).ThenBy(i => i);
        foreach (var i in byRemainder.Take(rest))
        {
            parts[i]++;
        }

        return parts;
    }
}
