using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Accounts;

public sealed class Account : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Accounts are known by their e-mail address: it is the user name too.</summary>
    public static Account Create(Guid id, string email, string displayName, DateTimeOffset createdAt) => new()
    {
        Id = id,
        UserName = email,
        Email = email,
        DisplayName = displayName,
        CreatedAt = createdAt,
        LockoutEnabled = true,
    };
}
