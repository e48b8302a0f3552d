namespace Marketplace.Identity.Accounts;

public sealed record SeedUser(Guid Id, string Email, string DisplayName, string Password, IReadOnlyList<string> Roles);
