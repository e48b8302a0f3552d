using System.Globalization;
using Marketplace.Contracts.Cart;

namespace Marketplace.Web.Cart;

/// <summary>How a tax is written: <c>Tax 19 %, Germany</c>.</summary>
internal static class TaxText
{
    public static string Label(TaxView tax) => tax.Country is null
        ? "Tax"
        : string.Create(CultureInfo.InvariantCulture, $"Tax {tax.RateBasisPoints / 100m:0.##} %, {Countries.Name(tax.Country)}");
}
