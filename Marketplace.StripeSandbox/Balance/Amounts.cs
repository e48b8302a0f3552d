using System.Globalization;
using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Balance;

/// <summary>Amounts are counted in the currency's smallest unit; what Stripe accepts of them.</summary>
internal static class Amounts
{
    private const long Largest = 99_999_999;

    /// <summary>Smallest charge by currency. Those with an exponent of zero are listed in <see cref="ZeroDecimal"/>.</summary>
    private static readonly Dictionary<string, long> Smallest = new (string Currency, long Amount)[]
    {
        ("usd", 50), ("eur", 50), ("gbp", 30), ("chf", 50), ("cad", 50), ("aud", 50), ("nzd", 50), ("sgd", 50), ("jpy", 50),
        ("krw", 100), ("sek", 300), ("nok", 300), ("dkk", 250), ("pln", 200), ("czk", 1500), ("brl", 50), ("inr", 50), ("mxn", 1000),
    }.ToDictionary(c => c.Currency, c => c.Amount, StringComparer.Ordinal);

    private static readonly HashSet<string> ZeroDecimal = new(StringComparer.Ordinal) { "jpy", "krw" };

    public static string RequireCurrency(string currency, string parameter)
    {
        var lower = currency.ToLowerInvariant();
        return Smallest.ContainsKey(lower)
            ? lower
            : throw StripeError.Invalid($"Invalid currency: {currency}. The sandbox knows {string.Join(", ", Smallest.Keys)}.", parameter);
    }

    public static void RequireChargeable(long amount, string currency, string what)
    {
        var smallest = Smallest[currency];
        if (amount < smallest)
        {
            throw StripeError.Invalid($"{what} must be at least {Display(smallest, currency)}.", "amount", "amount_too_small");
        }

        if (amount > Largest)
        {
            throw StripeError.Invalid($"{what} must be no more than {Display(Largest, currency)}.", "amount", "amount_too_large");
        }
    }

    public static bool IsChargeable(long amount, string currency) => amount >= Smallest[currency] && amount <= Largest;

    public static long RequirePositive(long? amount, string parameter = "amount") => amount switch
    {
        null => throw StripeError.Invalid($"Missing required param: {parameter}.", parameter, "parameter_missing"),
        < 1 => throw StripeError.Invalid("Invalid positive integer", parameter, "parameter_invalid_integer"),
        > Largest => throw StripeError.Invalid($"Amount must be no more than {Largest}", parameter, "amount_too_large"),
        _ => amount.Value,
    };

    public static long Multiply(long unitAmount, long quantity, string parameter) =>
        unitAmount == 0 || quantity <= Largest / unitAmount
            ? unitAmount * quantity
            : throw StripeError.Invalid("The line's amount is too large.", parameter, "amount_too_large");

    /// <summary>For people: `$19.99`, `¥500`, `CHF 12.00`.</summary>
    public static string Display(long amount, string currency)
    {
        var sign = amount < 0 ? "−" : "";
        var symbol = currency switch { "usd" => "$", "eur" => "€", "gbp" => "£", "jpy" => "¥", _ => currency.ToUpperInvariant() + " " };
        var value = ZeroDecimal.Contains(currency)
            ? Math.Abs(amount).ToString("N0", CultureInfo.InvariantCulture)
            : (Math.Abs(amount) / 100m).ToString("N2", CultureInfo.InvariantCulture);
        return $"{sign}{symbol}{value}";
    }
}
