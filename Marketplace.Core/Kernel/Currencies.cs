using System.Globalization;

namespace Marketplace.Core.Kernel;

/// <summary>What is known of a currency: how many decimals it has and how it is written. Source: ISO 4217 and Stripe's list of zero-decimal currencies.</summary>
public static class Currencies
{
    /// <summary>A marketplace's settlement currency unless it is configured.</summary>
    public const string Default = "USD";

    // https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts, in minor units.
    private static readonly Dictionary<string, long> SmallestCharges = new (string Currency, long Cents)[]
    {
        ("USD", 50), ("AED", 200), ("AUD", 50), ("BRL", 50), ("CAD", 50), ("CHF", 50), ("CZK", 1500), ("DKK", 250), ("EUR", 50),
        ("GBP", 30), ("HKD", 400), ("HUF", 17500), ("INR", 50), ("JPY", 50), ("MXN", 1000), ("MYR", 200), ("NOK", 300), ("NZD", 50),
        ("PLN", 200), ("RON", 200), ("SEK", 300), ("SGD", 50), ("THB", 1000),
    }.ToDictionary(pair => pair.Currency, pair => pair.Cents);

    private static readonly HashSet<string> ZeroDecimal =
        ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

    public static IEnumerable<string> Chargeable => SmallestCharges.Keys;

    /// <summary>What Stripe charges at least; null for a currency that is no settlement currency here.</summary>
    public static long? SmallestCharge(string currency) => SmallestCharges.TryGetValue(currency, out var cents) ? cents : null;

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
