using System.Security.Claims;

namespace Marketplace.Api.Accounts;

internal static class CallerExtensions
{
    /// <summary>The signed-in person's id. Only for endpoints that require one.</summary>
    public static Guid UserId(this ClaimsPrincipal caller) =>
        caller.FindUserId() ?? throw new InvalidOperationException("An endpoint without a signed-in user asked for its id.");

    /// <summary>Null for a guest.</summary>
    public static Guid? FindUserId(this ClaimsPrincipal caller) =>
        Guid.TryParse(caller.FindFirstValue("sub"), out var id) ? id : null;
}
