namespace Marketplace.Web.Hosting;

/// <summary>A return address may only lead back into this site.</summary>
internal static class LocalUrl
{
    public static string OrHome(string? url) => IsLocal(url) ? url! : "/";

    public static bool IsLocal(string? url) =>
        !string.IsNullOrEmpty(url)
        && url[0] == '/'
        && (url.Length == 1 || (url[1] != '/' && url[1] != '\\'))
        && !url.Any(char.IsControl);

    /// <summary>The page a form was sent from, by its Referer; null when that is not ours.</summary>
    public static string? Previous(HttpRequest request)
    {
        var referer = request.GetTypedHeaders().Referer;
        return referer is not null && referer.IsAbsoluteUri && referer.Authority == request.Host.Value ? OrHome(referer.PathAndQuery) : null;
    }

    /// <summary>Back to the page a form was sent from, at a place of it.</summary>
    /// <param name="otherwise">When there is no such page of ours.</param>
    public static string Back(HttpRequest request, string otherwise, string? place = null) => $"{Previous(request) ?? otherwise}{(place is null ? "" : $"#{place}")}";
}
