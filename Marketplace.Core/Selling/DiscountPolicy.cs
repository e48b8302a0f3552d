using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Selling;

public enum DiscountProblem
{
    None,
    Inactive,
    NotStarted,
    Ended,
    OtherProducts,
    BelowMinimum,
    UsedUp,
    UsedByBuyer,
    AccountNeeded,
}

/// <summary>
/// When a discount code applies and what it takes off. The seller gives it: fees are reckoned on what remains. What comes off is reckoned on the
/// eligible lines together, half up, and split over them by largest remainder, ties to the earlier line; no line goes below zero.
/// </summary>
public static partial class DiscountPolicy
{
    public const int LongestCode = 40;
    public const int MostProducts = 100;
    public const int MostRedemptions = 1_000_000;

    public static string Normalize(string code) => code.Trim().ToUpperInvariant();

    /// <summary>3 to 40 letters, digits, hyphens and underscores, in capitals.</summary>
    public static bool IsWellFormed(string code) => WellFormed().IsMatch(code);

    public static DiscountProblem Check(DiscountCode code, IReadOnlyList<DiscountableLine> lines, DiscountUse use, DateTimeOffset now)
    {
        var eligible = lines.Where(code.Covers).Sum(line => line.PriceCents);
        return code switch
        {
            { IsActive: false } => DiscountProblem.Inactive,
            _ when now < code.StartsAt => DiscountProblem.NotStarted,
            _ when now >= code.EndsAt => DiscountProblem.Ended,
            _ when eligible == 0 => DiscountProblem.OtherProducts,
            _ when eligible < code.MinimumCents => DiscountProblem.BelowMinimum,
            _ when use.Total >= code.MaxRedemptions => DiscountProblem.UsedUp,

            // A guest is only an e-mail address: to count by it would tell strangers who has used the code.
            { MaxPerBuyer: not null } when use.IsGuest => DiscountProblem.AccountNeeded,
            _ when use.ByBuyer >= code.MaxPerBuyer => DiscountProblem.UsedByBuyer,
            _ => DiscountProblem.None,
        };
    }

    /// <summary>What comes off each line, in the order of the lines.</summary>
    public static IReadOnlyList<long> Split(DiscountCode code, IReadOnlyList<DiscountableLine> lines)
    {
        if (lines.Count == 0)
        {
            return [];
        }

        var weights = lines.Select(line => code.Covers(line) ? line.PriceCents : 0).ToList();
        var eligible = weights.Sum();
        var off = code.Percent is { } percent ? MoneyMath.RoundHalfUp(eligible, percent, 100) : Math.Min(code.AmountCents ?? 0, eligible);
        return MoneyMath.Allocate(off, weights);
    }

    /// <summary>For the buyer: why the code takes nothing off.</summary>
    public static string Explain(DiscountCode code, DiscountProblem problem) => problem switch
    {
        DiscountProblem.Inactive => "This code is no longer in use.",
        DiscountProblem.NotStarted => string.Create(CultureInfo.InvariantCulture, $"This code works from {code.StartsAt.UtcDateTime:d MMMM yyyy HH:mm} UTC on."),
        DiscountProblem.Ended => string.Create(CultureInfo.InvariantCulture, $"This code ended on {code.EndsAt?.UtcDateTime:d MMMM yyyy HH:mm} UTC."),
        DiscountProblem.OtherProducts => "This code is for other products than those in your cart.",
        DiscountProblem.BelowMinimum => $"This code needs products of its seller for at least {Currencies.Format(code.MinimumCents, code.Currency)}.",
        DiscountProblem.UsedUp => "This code has been used up.",
        DiscountProblem.UsedByBuyer => "You have used this code as often as it allows.",
        DiscountProblem.AccountNeeded => "This code is limited per person. Sign in to use it.",
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, null),
    };

    [GeneratedRegex("^[A-Z0-9][A-Z0-9_-]{2,39}$")]
    private static partial Regex WellFormed();
}
