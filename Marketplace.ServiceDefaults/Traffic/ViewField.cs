using System.Globalization;

namespace Marketplace.ServiceDefaults.Traffic;

/// <summary>Where a view came from: a host and three words of a campaign, no path and no query.</summary>
public sealed record ViewSource(string Referrer, string UtmSource, string UtmMedium, string UtmCampaign)
{
    public const int MaxReferrer = 100;
    public const int MaxUtm = 50;

    /// <summary>From another page of the shop.</summary>
    public const string Here = "(marketplace)";

    public static ViewSource Direct { get; } = new("", "", "", "");

    public static ViewSource Other { get; } = new("(other)", "", "", "");

    /// <summary>Of a text that anybody may have made up, what can be kept: lower-case letters and digits and a few signs.</summary>
    public static string Clean(string? text, int length)
    {
        var kept = (text ?? "").Trim().ToLowerInvariant().Where(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_' or '+' or ' ' or ':').Take(length);
        return string.Concat(kept).Trim();
    }
}

/// <summary>The name of one count in the hash of views.</summary>
/// <param name="IsVisitor">Counts different visitors rather than views.</param>
public sealed record ViewField(DateOnly Day, Guid ProductId, ViewSource Source, bool IsVisitor)
{
    private const char Separator = '|';

    public override string ToString() => string.Join(
        Separator, ViewKeys.Text(Day), ProductId.ToString("N"), IsVisitor ? "p" : "v", Source.Referrer, Source.UtmSource, Source.UtmMedium, Source.UtmCampaign);

    /// <returns>Null for what no host of ours wrote.</returns>
    public static ViewField? Parse(string text) =>
        text.Split(Separator) is [var day, var product, "p" or "v", { Length: <= ViewSource.MaxReferrer } referrer, { Length: <= ViewSource.MaxUtm } source, { Length: <= ViewSource.MaxUtm } medium, { Length: <= ViewSource.MaxUtm } campaign] parts
        && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && Guid.TryParseExact(product, "N", out var productId)
            ? new ViewField(date, productId, new(referrer, source, medium, campaign), parts[2] == "p")
            : null;
}
