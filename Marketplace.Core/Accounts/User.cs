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

    /// <summary>
    /// Stands for an e-mail address that bought without an account. Nobody signs in as it and no page shows it; its orders go to the person who
    /// signs in with that address confirmed.
    /// </summary>
    public bool IsGuest { get; init; }

    /// <summary>Copied from the token's role at each sign-in, for access by personal token.</summary>
    public bool IsAdmin { get; set; }

    /// <summary>Sets how much of what is limited they may use. Nothing but the subscription changes it.</summary>
    public Plan Plan { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
