using Marketplace.Identity.Clients;

namespace Marketplace.Identity.Hosting;

internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app)
    {
        // Chromium applies form-action to the redirects of a form post too: signing in ends at the application.
        var applications = string.Join(' ', app.Services.GetRequiredService<ClientAddresses>().Origins);
        var policy = string.Join("; ",
            "default-src 'none'",
            "style-src 'self'",
            "font-src 'self'",
            "img-src 'self' data:",
            $"form-action 'self' {applications}".TrimEnd(),
            "base-uri 'none'",
            "frame-ancestors 'none'");
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";

            // Links with tokens must not travel to other sites.
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return next(context);
        });
    }
}
