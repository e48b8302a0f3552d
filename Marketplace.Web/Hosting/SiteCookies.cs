namespace Marketplace.Web.Hosting;

/// <summary>Cookies ignore the port: on localhost every app needs names of its own.</summary>
internal static class SiteCookies
{
    public static CookieBuilder Build(string name) => new()
    {
        Name = name,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        SecurePolicy = CookieSecurePolicy.SameAsRequest,
        IsEssential = true,
    };

    public static void Set(HttpContext context, string name, string value, TimeSpan? lifetime) =>
        context.Response.Cookies.Append(name, value, Options(context, lifetime));

    public static void Remove(HttpContext context, string name) => context.Response.Cookies.Delete(name, Options(context, null));

    private static CookieOptions Options(HttpContext context, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        IsEssential = true,
        MaxAge = lifetime,
        Path = "/",
    };
}
