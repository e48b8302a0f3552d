using Marketplace.Identity.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Identity.Accounts;

public static class IdentitySeed
{
    /// <summary>
    /// Creates the roles and those of the users that are missing, with confirmed addresses; existing ones are left as
    /// they are. Needs the services of <c>AddIdentityStore</c>; pass no users outside Development.
    /// </summary>
    public static async Task EnsureAsync(IServiceProvider services, IReadOnlyList<SeedUser> users, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var normalizer = scope.ServiceProvider.GetRequiredService<ILookupNormalizer>();

        var roles = await EnsureRolesAsync(db, normalizer, cancellationToken);
        await AddMissingUsersAsync(db, scope.ServiceProvider, users, roles, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    internal static async Task<Dictionary<string, Role>> EnsureRolesAsync(
        IdentityDb db, ILookupNormalizer normalizer, CancellationToken cancellationToken)
    {
        var roles = await db.Roles.ToDictionaryAsync(role => role.Name!, StringComparer.Ordinal, cancellationToken);
        foreach (var name in new[] { Role.Buyer, Role.Admin })
        {
            if (!roles.ContainsKey(name))
            {
                roles[name] = new Role { Id = Guid.CreateVersion7(), Name = name, NormalizedName = normalizer.NormalizeName(name) };
                db.Roles.Add(roles[name]);
            }
        }

        return roles;
    }

    private static async Task AddMissingUsersAsync(
        IdentityDb db,
        IServiceProvider services,
        IReadOnlyList<SeedUser> users,
        Dictionary<string, Role> roles,
        CancellationToken cancellationToken)
    {
        var normalizer = services.GetRequiredService<ILookupNormalizer>();
        var hasher = services.GetRequiredService<IPasswordHasher<Account>>();
        var ids = users.Select(user => user.Id).ToList();
        var known = await db.Users.Where(user => ids.Contains(user.Id)).Select(user => user.Id).ToHashSetAsync(cancellationToken);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();

        // Hashing is slow on purpose and the demo accounts share one password: hashed once.
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var seed in users.Where(user => !known.Contains(user.Id)))
        {
            var user = Account.Create(seed.Id, seed.Email, seed.DisplayName, now);
            user.NormalizedEmail = normalizer.NormalizeEmail(seed.Email);
            user.NormalizedUserName = normalizer.NormalizeName(seed.Email);
            user.EmailConfirmed = true;
            user.SecurityStamp = Guid.NewGuid().ToString("N");
            if (!hashes.TryGetValue(seed.Password, out var hash))
            {
                hashes[seed.Password] = hash = hasher.HashPassword(user, seed.Password);
            }

            user.PasswordHash = hash;
            db.Users.Add(user);
            db.UserRoles.AddRange(seed.Roles.Select(role => new IdentityUserRole<Guid> { UserId = user.Id, RoleId = roles[role].Id }));
        }
    }
}
