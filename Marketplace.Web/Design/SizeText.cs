using System.Globalization;
using Marketplace.Contracts.Http;

namespace Marketplace.Web.Design;

public static class SizeText
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB"];

    public static string Format(long bytes)
    {
        var size = (decimal)bytes;
        var unit = 0;
        while (size >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 || size >= 100 ? decimal.Round(size) : decimal.Round(size, 1)):0.#} {Units[unit]}");
    }

    /// <summary>A list's total, which is counted only so far: <c>10,000+</c>.</summary>
    public static string Total(long total) => string.Create(CultureInfo.InvariantCulture, $"{total:N0}{(total == PageTotals.Most ? "+" : "")}");

    public static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
