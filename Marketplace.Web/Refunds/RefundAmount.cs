using System.Globalization;
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

    /// <summary>The address of the page that shows what a refund takes, before the click.</summary>
    public static string PreviewPath(string deskPath, Guid? lineId, long? cents) => string.Create(
        CultureInfo.InvariantCulture, $"{deskPath}/refund?line={lineId}&amount={(cents is null ? "" : PriceText.Format(new MoneyView(cents.Value, "USD")))}");
}
