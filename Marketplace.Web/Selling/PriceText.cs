using System.Globalization;
using Marketplace.Contracts.Http;

namespace Marketplace.Web.Selling;

/// <summary>Prices as people type them: 19.99 or 19,99. Exact: what has more than two decimals is refused, never rounded.</summary>
internal static class PriceText
{
    public const string Hint = "Write a price such as 19.99.";

    private const decimal Highest = 1_000_000m;

    /// <summary>True with null for an empty text; false with the reason when it is no price.</summary>
    public static bool TryParse(string? text, out MoneyView? price, out string error)
    {
        price = null;
        error = "";
        var trimmed = text?.Trim().TrimStart('$').Trim() ?? "";
        if (trimmed.Length == 0)
        {
            return true;
        }

        var marks = trimmed.Count(character => character is '.' or ',');
        if (marks > 1 || !trimmed.All(character => char.IsAsciiDigit(character) || character is '.' or ',')
            || !decimal.TryParse(trimmed.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            error = marks > 1 ? "Leave out the thousands mark: write 1299.00." : Hint;
            return false;
        }

        if (amount > Highest)
        {
            error = "The highest price is $1,000,000.";
            return false;
        }

        var cents = amount * 100;
        if (cents != decimal.Truncate(cents) || Decimals(trimmed) > 2)
        {
            error = "A price has at most two decimals, such as 19.99.";
            return false;
        }

        price = new MoneyView((long)cents, "USD");
        return true;
    }

    /// <summary>A price as the text of a form field.</summary>
    public static string Format(MoneyView? price) =>
        price is null ? "" : (price.Amount / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static int Decimals(string text)
    {
        var mark = text.IndexOfAny(['.', ',']);
        return mark < 0 ? 0 : text.Length - mark - 1;
    }
}
