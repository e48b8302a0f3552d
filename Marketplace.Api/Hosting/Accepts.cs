namespace Marketplace.Api.Hosting;

internal static class Accepts
{
    /// <summary>Whether <paramref name="mediaType"/> is named in <c>Accept</c>, and before or above JSON.</summary>
    public static bool Prefers(HttpRequest request, string mediaType)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var wanted = accepted.FirstOrDefault(accept => accept.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase));
        var json = accepted.FirstOrDefault(accept => accept.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));
        return wanted is not null && (wanted.Quality ?? 1) > 0
            && (json is null || (wanted.Quality ?? 1) > (json.Quality ?? 1) || ((wanted.Quality ?? 1) == (json.Quality ?? 1) && accepted.IndexOf(wanted) < accepted.IndexOf(json)));
    }
}
