using Marketplace.Contracts.Http;
using Marketplace.Web.Selling;

namespace Marketplace.Web.Refunds;

/// <summary>An optional amount as people type it; exact, never rounded.</summary>
internal static class RefundAmount
{
    public const string Hint = "Write an amount such as 5.00, or leave it empty for all that remains.";

    /// <summary>True with null for an empty text: all that remains.</summary>
    public static bool TryParse(string? text, string currency, out MoneyView? amount)
    {
        var read = PriceText.TryParse(text, out var price, out _);
        amount = price is null ? null : price with { Currency = currency };
        return read;
    }
}
