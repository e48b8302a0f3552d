using System.Text.Json;
using Marketplace.Contracts.Http;
using Marketplace.Web.Subscriptions;
using Microsoft.AspNetCore.DataProtection;

namespace Marketplace.Web.Hosting;

/// <param name="Link">A local address the message leads to, with its text.</param>
internal sealed record FlashMessage(bool Good, string Title, string? Detail, IReadOnlyList<string> Lines, string? Link = null, string? LinkText = null);

/// <summary>One message that survives the redirect after a form post, in a short-lived protected cookie.</summary>
internal sealed class Flash(IDataProtectionProvider protection, IHttpContextAccessor accessor)
{
    private const string Cookie = "mp_flash";

    private readonly IDataProtector protector = protection.CreateProtector("flash");

    public void Say(string title, string? detail = null, string? link = null, string? linkText = null) =>
        Write(new(true, title, detail, [], link, linkText));

    public void Refuse(ApiProblemException problem) =>
        Write(new(false, problem.Title, problem.Detail, [.. problem.Errors.SelectMany(error => error.Value).Take(8)], UpgradeFor(problem), "See the plans"));

    public FlashMessage? Take()
    {
        var context = accessor.HttpContext;
        if (context is null || !context.Request.Cookies.TryGetValue(Cookie, out var value))
        {
            return null;
        }

        SiteCookies.Remove(context, Cookie);
        try
        {
            return JsonSerializer.Deserialize<FlashMessage>(protector.Unprotect(value));
        }
        catch (Exception exception) when (exception is System.Security.Cryptography.CryptographicException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Null for admins' forms: what they meet is another person's plan.</summary>
    private string? UpgradeFor(ApiProblemException problem) => problem.RequiredPlan is { } plan && accessor.HttpContext?.Request.Path.StartsWithSegments("/admin") == false
        ? UpgradeNote.Path(plan, null)
        : null;

    private void Write(FlashMessage message)
    {
        if (accessor.HttpContext is { } context)
        {
            SiteCookies.Set(context, Cookie, protector.Protect(JsonSerializer.Serialize(message)), TimeSpan.FromMinutes(2));
        }
    }
}
