using System.Text;
using Microsoft.Extensions.Caching.Distributed;

namespace Marketplace.Web.Hosting;

/// <summary>
/// What a signed-in person wrote into a form that was refused or had gone stale, so that the form shows it again: once, within ten minutes.
/// Kept by the server: a cookie is too small for it.
/// </summary>
internal sealed class KeptTexts(IDistributedCache cache, IHttpContextAccessor accessor)
{
    private const int Longest = 5_000;

    private static readonly string[] Fields = ["reason", "text", "Review.Body"];

    private static readonly DistributedCacheEntryOptions Lifetime = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(10) };

    public async Task KeepAsync(HttpRequest request)
    {
        if (!request.HasFormContentType || Key(request.Path) is not { } key)
        {
            return;
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        if (Fields.Select(field => form[field].ToString()).FirstOrDefault(text => text.Length > 0) is { } text)
        {
            await cache.SetAsync(key, Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, Longest)]), Lifetime, request.HttpContext.RequestAborted);
        }
    }

    /// <param name="action">The form's address.</param>
    public async Task<string?> TakeAsync(string action)
    {
        if (Key(action) is not { } key || await cache.GetAsync(key) is not { } bytes)
        {
            return null;
        }

        await cache.RemoveAsync(key);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Null for somebody who is not signed in.</summary>
    private string? Key(string action) => accessor.HttpContext?.User.FindFirst("sub")?.Value is { } person ? $"kept-text:{person}:{action}" : null;
}
