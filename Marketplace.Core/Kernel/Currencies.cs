using System.Globalization;

namespace Marketplace.Core.Kernel;

/// <summary>What is known of a currency: how many decimals it has and how it is written. Source: ISO 4217 and Stripe's list of zero-decimal currencies.</summary>
public static class Currencies
{
    /// <summary>The marketplace's settlement currency.</summary>
    public const string Settlement = "USD";

    private static readonly HashSet<string> ZeroDecimal =
        ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

    public static int Exponent(string currency) => ZeroDecimal.Contains(currency) ? 0 : 2;

    public static string Format(long cents, string currency)
    {
        var exponent = Exponent(currency);
        var number = (Math.Abs((decimal)cents) / (exponent == 0 ? 1 : 100)).ToString(exponent == 0 ? "N0" : "N2", CultureInfo.InvariantCulture);
        var text = currency switch
        {
            "USD" => "$" + number,
            "EUR" => "€" + number,
            "GBP" => "£" + number,
            "JPY" => "¥" + number,
            _ => number + " " + currency,
        };
        return cents < 0 ? "-" + text : text;
    }
}
