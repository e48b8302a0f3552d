using System.Security.Cryptography;
using System.Text;

namespace Marketplace.StripeSandbox.Pages;

/// <summary>The one stylesheet, embedded: the sandbox is started from any folder.</summary>
internal static class Stylesheet
{
    private static readonly byte[] Content = Read();

    public static readonly string Path = $"/assets/sandbox.css?v={Convert.ToHexStringLower(SHA256.HashData(Content))[..8]}";

    public static void MapStylesheet(this IEndpointRouteBuilder app) => app.MapGet("/assets/sandbox.css", (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(Content, "text/css; charset=utf-8");
    });

    private static byte[] Read()
    {
        using var reader = new StreamReader(typeof(Stylesheet).Assembly.GetManifestResourceStream("sandbox.css")!);
        return Encoding.UTF8.GetBytes(reader.ReadToEnd());
    }
}
