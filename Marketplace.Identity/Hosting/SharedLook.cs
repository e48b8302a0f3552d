using Microsoft.Extensions.FileProviders;

namespace Marketplace.Identity.Hosting;

/// <summary>
/// Style sheets and fonts, most of them the web application's own files (see the csproj). They are embedded, so they
/// are served alike from a build, a test host and a published image.
/// </summary>
internal static class SharedLook
{
    /// <summary>Changes with every build, so browsers may keep the files for ever.</summary>
    public static string Version { get; } = typeof(SharedLook).Module.ModuleVersionId.ToString("N")[..8];

    public static void UseSharedLook(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions
    {
        FileProvider = new EmbeddedFileProvider(typeof(SharedLook).Assembly, "look"),
        OnPrepareResponse = context => context.Context.Response.Headers.CacheControl =
            context.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=3600",
    });
}
