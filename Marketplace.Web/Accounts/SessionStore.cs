using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Caching.Distributed;

namespace Marketplace.Web.Accounts;

/// <summary>Sessions in Redis, encrypted; the cookie holds only the session's random key.</summary>
internal sealed class SessionStore(IDistributedCache cache, IDataProtectionProvider protection) : ITicketStore
{
    /// <summary>Where the ticket carries its own key, which the cookie handler does not tell.</summary>
    public const string KeyItem = ".session";

    private readonly IDataProtector protector = protection.CreateProtector("session");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        await RenewAsync(key, ticket);
        return key;
    }

    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        ticket.Properties.Items[KeyItem] = key;
        var bytes = protector.Protect(TicketSerializer.Default.Serialize(ticket));
        await cache.SetAsync(CacheKey(key), bytes, new DistributedCacheEntryOptions
        {
            AbsoluteExpiration = ticket.Properties.ExpiresUtc ?? TimeProvider.System.GetUtcNow() + SignIn.SessionLifetime,
        });
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        if (await cache.GetAsync(CacheKey(key)) is not { } bytes)
        {
            return null;
        }

        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(bytes));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public Task RemoveAsync(string key) => cache.RemoveAsync(CacheKey(key));

    private static string CacheKey(string key) => $"web:session:{key}";
}
