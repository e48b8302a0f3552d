using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Marketplace.Contracts.Accounts;

/// <summary>The signed-in person.</summary>
/// <param name="Roles">Any of <c>buyer</c>, <c>seller</c>, <c>admin</c>.</param>
/// <param name="Seller">Null until the person has become a seller.</param>
/// <param name="Unread">Unread notifications, counted as far as 100.</param>
public sealed record MeView(
    Guid Id,
    string Email,
    string DisplayName,
    string Handle,
    string? Bio,
    IReadOnlyList<string> Links,
    IReadOnlyList<string> Roles,
    SellerView? Seller,
    int Unread);

/// <summary>Changes to the own profile.</summary>
public sealed record UpdateMeRequest
{
    [Required, StringLength(60, MinimumLength = 2)]
    public string DisplayName { get; set; } = "";

    /// <summary>Unique; lower-case letters, digits and hyphens.</summary>
    [Required, RegularExpression("^[a-z0-9](?:[a-z0-9-]{1,28}[a-z0-9])$", ErrorMessage = "Use 3 to 30 lower-case letters, digits and hyphens; start and end with a letter or digit.")]
    public string Handle { get; set; } = "";

    [StringLength(600)]
    public string? Bio { get; set; }

    [MaxLength(5)]
    public List<string> Links { get; set; } = [];
}

[JsonConverter(typeof(JsonStringEnumConverter<SellerStatus>))]
public enum SellerStatus
{
    [JsonStringEnumMemberName("onboarding")] Onboarding,
    [JsonStringEnumMemberName("active")] Active,
    [JsonStringEnumMemberName("restricted")] Restricted,
}

/// <summary>The own seller account as Stripe sees it.</summary>
/// <param name="TransfersActive">Weekly transfers reach this seller's Stripe balance.</param>
/// <param name="PayoutsEnabled">Stripe pays that balance to the bank.</param>
/// <param name="RequirementsDue">What Stripe still asks for; empty when nothing is missing.</param>
public sealed record SellerView(
    SellerStatus Status,
    bool DetailsSubmitted,
    bool TransfersActive,
    bool PayoutsEnabled,
    IReadOnlyList<string> RequirementsDue);

/// <summary>Asks to become a seller, or to continue an onboarding that was left.</summary>
public sealed record BecomeSellerRequest
{
    /// <summary>The seller terms must be accepted.</summary>
    public bool AcceptTerms { get; set; }
}

/// <summary>What a seller has chosen for the own public page, beside the banner.</summary>
/// <param name="Accent">The colour's name; null for the marketplace's own.</param>
/// <param name="PinnedIds">Products that stand first.</param>
/// <param name="Accents">What may be chosen.</param>
/// <param name="IsShown">The plan has a custom profile; what is chosen is kept also when it has not.</param>
public sealed record SellerLookView(string? Accent, IReadOnlyList<Guid> PinnedIds, IReadOnlyList<string> Accents, int MostPinned, bool IsShown);

public sealed record SellerLookRequest
{
    /// <summary>One of <see cref="SellerLookView.Accents"/>; null or empty for the marketplace's own.</summary>
    [StringLength(12)]
    public string? Accent { get; set; }

    [MaxLength(10)]
    public List<Guid> PinnedIds { get; set; } = [];
}

/// <param name="OnboardingUrl">Stripe's page; works once and for a few minutes.</param>
public sealed record OnboardingView(string OnboardingUrl);

/// <summary>A personal access token; the secret itself is never shown again.</summary>
public sealed record TokenView(Guid Id, string Name, string Prefix, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt);

public sealed record CreateTokenRequest
{
    [Required, StringLength(80, MinimumLength = 1)]
    public string Name { get; set; } = "";

    /// <summary><c>read</c>, <c>write</c>; both when empty.</summary>
    public List<string> Scopes { get; set; } = [];

    /// <summary>Days until the token stops working; null for no end.</summary>
    [Range(1, 365)]
    public int? ExpiresInDays { get; set; }
}

/// <param name="Token">The secret, <c>mpat_…</c>: shown this once.</param>
public sealed record CreatedTokenView(Guid Id, string Name, string Token);
