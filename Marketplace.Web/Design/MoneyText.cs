using System.Globalization;
using Marketplace.Contracts.Http;

namespace Marketplace.Web.Design;

/// <summary>Amounts as people read them: $1,299.00, ¥1,200, −$3.50.</summary>
public static class MoneyText
{
    private static readonly HashSet<string> NoMinorUnits = ["JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "XPF"];

    public static string Format(MoneyView money)
    {
        var zeroDecimal = NoMinorUnits.Contains(money.Currency);
        var amount = Math.Abs(zeroDecimal ? money.Amount : money.Amount / 100m);
        var number = amount.ToString(zeroDecimal ? "N0" : "N2", CultureInfo.InvariantCulture);
        var sign = money.Amount < 0 ? "−" : "";
        return money.Currency switch
        {
            "USD" => $"{sign}${number}",
            "EUR" => $"{sign}€{number}",
            "GBP" => $"{sign}£{number}",
            "JPY" => $"{sign}¥{number}",
            _ => $"{sign}{number} {money.Currency}",
        };
    }

    /// <summary>What comes off; nothing that comes off has no sign.</summary>
    public static string Minus(MoneyView money) => Format(money with { Amount = -money.Amount });

    /// <summary>A product's price: nothing is "Free".</summary>
    public static string Price(MoneyView? money) => money switch
    {
        null => "No price yet",
        { Amount: 0 } => "Free",
        _ => Format(money),
    };

    public static string Cents(long cents) => Format(new MoneyView(cents, "USD"));
}
