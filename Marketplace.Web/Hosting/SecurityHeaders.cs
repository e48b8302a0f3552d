namespace Marketplace.Web.Hosting;

internal static class SecurityHeaders
{
    private const string SpeculationPath = "/speculation-rules";

    // The browser fetches a public page when a link to it is hovered; never one that does or counts something.
    private const string SpeculationRules =
        """{"prefetch":[{"where":{"href_matches":["/products/*","/categories/*","/sellers/*"]},"eagerness":"moderate"}]}""";

    public static void MapSpeculationRules(this IEndpointRouteBuilder routes) =>
        routes.MapGet(SpeculationPath, () => TypedResults.Text(SpeculationRules, "application/speculationrules+json"));

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var identity = Uri.TryCreate(app.Configuration["Identity:Authority"], UriKind.Absolute, out var authority)
            ? authority.GetLeftPart(UriPartial.Authority)
            : "";
        app.Use((context, next) =>
        {
            // Policies name the origins a page turned out to use, known when rendering ends.
            context.Response.OnStarting(() =>
            {
                Apply(context, identity);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Apply(HttpContext context, string identity)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.Request.Path.StartsWithSegments("/fonts", StringComparison.Ordinal) && context.Response.StatusCode == StatusCodes.Status200OK)
        {
            // A style sheet cannot name the fingerprinted file; the version in these files' names does the same.
            headers.CacheControl = "public, max-age=31536000, immutable";
        }

        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
        {
            headers.ContentSecurityPolicy = Policy(context, identity);
            headers["Speculation-Rules"] = $"\"{SpeculationPath}\"";
            if (context.Response.StatusCode == StatusCodes.Status200OK && string.IsNullOrEmpty(headers.CacheControl))
            {
                // Every page carries the reader's own header: cart and name.
                headers.CacheControl = "private, no-cache";
            }
        }
    }

    private static string Policy(HttpContext context, string identity)
    {
        var origins = context.RequestServices.GetRequiredService<PageOrigins>();
        var store = context.RequestServices.GetRequiredService<StoreOrigins>();
        var images = origins.Images.ToList();
        var connect = origins.Uploads ? store.All : [];

        // Chromium applies form-action to the redirects of a form post too: signing out ends at the identity provider.
        return string.Join("; ",
            "default-src 'self'",
            $"img-src {string.Join(' ', (IEnumerable<string>)["'self'", "data:", .. images])}",
            $"connect-src {string.Join(' ', (IEnumerable<string>)["'self'", .. connect])}",
            $"form-action 'self' {identity}".TrimEnd(),
            "object-src 'none'",
            "base-uri 'self'",
            "frame-ancestors 'none'");
    }
}
