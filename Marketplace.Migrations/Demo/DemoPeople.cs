using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Identity.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Migrations.Demo;

/// <summary>The demo's people, as accounts that can sign in and as users of the marketplace.</summary>
internal static class DemoPeople
{
    public const string Password = "Demo-pass-2026!";

    private const string BuyerName = "Robin Hale";
    private const string AdminName = "Alex Moreno";

    public static IReadOnlyList<SeedUser> Accounts(DemoCatalog catalog) =>
    [
        new(DemoIds.User(DemoIds.Buyer), "buyer@demo.test", BuyerName, Password, [Role.Buyer]),
        new(DemoIds.User(DemoIds.Admin), "admin@demo.test", AdminName, Password, [Role.Buyer, Role.Admin]),
        .. catalog.Sellers.Select(seller => new SeedUser(seller.Id, seller.Email, seller.Name, Password, [Role.Buyer])),
        .. catalog.Buyers.Select(buyer => new SeedUser(buyer.Id, buyer.Email, buyer.Name, Password, [Role.Buyer])),
    ];

    /// <summary>Adds those who are missing; somebody may have signed in before the seeding came this far.</summary>
    public static async Task EnsureUsersAsync(MarketplaceDb db, DemoCatalog catalog, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = await db.Users.Select(user => user.Id).ToHashSetAsync(cancellationToken);
        var handles = await db.Users.Select(user => user.Handle).ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        var profiles = catalog.Sellers.ToDictionary(seller => seller.Id);
        foreach (var account in Accounts(catalog).Where(account => !known.Contains(account.Id)))
        {
            var profile = profiles.GetValueOrDefault(account.Id);
            var handle = profile?.Handle ?? HandlePolicy.FromName(account.DisplayName);
            db.Users.Add(new User
            {
                Id = account.Id,
                Email = account.Email,
                DisplayName = account.DisplayName,
                Handle = handles.Add(handle) ? handle : Slug.WithSuffix(handle, account.Id.ToString("N")[^4..], HandlePolicy.MaxLength),
                Bio = profile?.Bio,
                Links = [.. profile?.Links ?? []],
                IsAdmin = account.Roles.Contains(Role.Admin),
                CreatedAt = now.AddDays(-410 - (account.Id.GetHashCode() & 63)),
            });
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
