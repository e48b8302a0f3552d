using Marketplace.ServiceDefaults.Traffic;

namespace Marketplace.Web.Analytics;

/// <summary>What counts as somebody looking at a page, and what of it is kept.</summary>
internal static class ViewRules
{
    // What robots, link previews and programs call themselves. Whoever pretends to be a browser is counted as one.
    private static readonly string[] Robots =
    [
        "bot", "crawl", "spider", "slurp", "archiver", "headless", "phantomjs", "lighthouse", "pagespeed", "preview", "facebookexternalhit", "embedly", "whatsapp", "telegram", "skypeuri", "mediapartners",
        "pingdom", "uptime", "monitor", "statuscake", "curl", "wget", "python", "httpclient", "java/", "go-http", "okhttp", "libwww", "scrapy", "axios", "node-fetch", "undici", "postman", "ruby", "perl", "php/",
        "feedfetcher", "validator", "scanner", "checker", "ai-user", "-user/", "ia_archiver", "bingpreview", "yandex.com/", "google-inspectiontool", "googleother",
    ];

    // A telephone's maker.
    private const string Telephone = "cubot";

    public static bool IsRobot(string? userAgent) =>
        string.IsNullOrWhiteSpace(userAgent)
        || Robots.Any(word => userAgent.Replace(Telephone, "", StringComparison.OrdinalIgnoreCase).Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>A page that a browser opens to show it: not one it fetches in case somebody clicks, nor one that a script reads.</summary>
    public static bool IsOpened(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !IsAhead(request) && request.Headers["Sec-Fetch-Dest"].ToString() is "" or "document" && !IsRobot(request.Headers.UserAgent);

    /// <summary>Our own script's word that a page fetched ahead is shown now; other sites cannot send it.</summary>
    public static bool IsShown(HttpRequest request) => request.Headers["Sec-Fetch-Site"] == "same-origin" && !IsRobot(request.Headers.UserAgent);

    public static ViewSource SourceOf(HttpRequest request) =>
        new(Referrer(request), Word(request, "utm_source"), Word(request, "utm_medium"), Word(request, "utm_campaign"));

    private static string Word(HttpRequest request, string name) => ViewSource.Clean(request.Query[name].ToString(), ViewSource.MaxUtm);

    /// <summary>The host alone: a path or a query may tell of a person.</summary>
    private static string Referrer(HttpRequest request)
    {
        if (!Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var referrer) || referrer.Scheme is not ("http" or "https"))
        {
            return "";
        }

        if (string.Equals(referrer.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase))
        {
            return ViewSource.Here;
        }

        var host = referrer.IdnHost.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? referrer.IdnHost[4..] : referrer.IdnHost;
        return ViewSource.Clean(host, ViewSource.MaxReferrer);
    }

    private static bool IsAhead(HttpRequest request) =>
        new[] { "Sec-Purpose", "Purpose", "X-Purpose", "X-Moz" }.Any(name => request.Headers[name].ToString() is var purpose
            && (purpose.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || purpose.Contains("prerender", StringComparison.OrdinalIgnoreCase) || purpose.Contains("preview", StringComparison.OrdinalIgnoreCase)));
}
