using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

/// <summary>
/// Finds or makes the guest of an e-mail address. It does the same whether or not the address has an account, so that nobody can tell.
/// </summary>
public sealed class EnsureGuest(MarketplaceDb db, TimeProvider time)
{
    public const string Name = "Guest";

    public static string Normalize(string email) => email.Trim().ToLowerInvariant();

    public async Task<Guid> ExecuteAsync(string email, CancellationToken cancellationToken)
    {
        var address = Normalize(email);
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var handle = $"guest-{id.ToString("N")[^24..]}";
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into accounts.users (id, email, display_name, handle, links, is_admin, is_guest, created_at)
            values ({id}, {address}, {Name}, {handle}, {Array.Empty<string>()}, false, true, {now})
            on conflict (email) where is_guest do nothing
            """, cancellationToken);
        return await db.Users.Where(user => user.IsGuest && user.Email == address).Select(user => user.Id).SingleAsync(cancellationToken);
    }
}
