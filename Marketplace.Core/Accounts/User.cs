namespace Marketplace.Core.Accounts;

/// <summary>A person, mirrored from the identity provider when their token is first seen.</summary>
public sealed class User
{
    /// <summary>The provider's <c>sub</c>.</summary>
    public required Guid Id { get; init; }
    public required string Email { get; set; }
    public required string DisplayName { get; set; }

    /// <summary>Unique, in public addresses.</summary>
    public required string Handle { get; set; }
    public string? Bio { get; set; }
    public List<string> Links { get; set; } = [];

    /// <summary>Copied from the token's role at each sign-in, for access by personal token.</summary>
    public bool IsAdmin { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
