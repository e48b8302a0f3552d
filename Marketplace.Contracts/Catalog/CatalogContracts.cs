using System.Text.Json.Serialization;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Packages;

namespace Marketplace.Contracts.Catalog;

/// <param name="ParentSlug">Null for a top category.</param>
/// <param name="ProductCount">Published products in it and below.</param>
public sealed record CategoryView(string Slug, string Name, string? ParentSlug, string Description, int ProductCount);

/// <summary>A tag or stack entry with the number of published products that use it.</summary>
public sealed record VocabularyView(string Value, string Label, int Count);

public sealed record RatingView(decimal Average, int Count);

/// <param name="Url">The middle width, WebP.</param>
/// <param name="SrcSet">All widths, ready for an <c>img srcset</c>.</param>
public sealed record ImageView(Guid Id, string Url, string SrcSet, int Width, int Height, string Alt);

/// <param name="Verified">Wears the seal: identity checked, and the plan has it.</param>
/// <param name="IdentityChecked">The seller has finished Stripe's onboarding, whatever the plan.</param>
public sealed record SellerBadgeView(string Handle, string Name, bool Verified, bool IdentityChecked);

/// <summary>A product as a card in a list.</summary>
/// <param name="Highlight">With <c>q</c>: the best passage, HTML-encoded, hits in <c>&lt;mark&gt;</c>.</param>
public sealed record ProductItemView(
    Guid Id,
    string Slug,
    string Title,
    string Summary,
    MoneyView Price,
    string Category,
    IReadOnlyList<string> Stack,
    IReadOnlyList<string> Tags,
    RatingView Rating,
    int Sales,
    ImageView? Cover,
    SellerBadgeView Seller,
    DateTimeOffset PublishedAt,
    string? Highlight);

[JsonConverter(typeof(JsonStringEnumConverter<LicenseName>))]
public enum LicenseName
{
    [JsonStringEnumMemberName("standard")] Standard,
    [JsonStringEnumMemberName("extended")] Extended,
}

/// <param name="TermsUrl">Path of the licence text in the web app.</param>
public sealed record LicenseOfferView(LicenseName Kind, MoneyView Price, string TermsUrl);

/// <param name="YankReason">Why its seller no longer recommends it; null for a version in good standing.</param>
public sealed record VersionView(string Version, string ChangelogHtml, long SizeBytes, DateTimeOffset PublishedAt, string? YankReason, BadgeName Badge);

/// <summary>A file inside the newest package.</summary>
public sealed record PackageFileView(string Path, long SizeBytes);

/// <summary>A published product in full; the card's fields first.</summary>
/// <param name="Audit">What our check found in the newest package; null until the check has been made.</param>
/// <param name="OpenedTexts">What the seller has opened to the Brain: with more than none, questions about the product can be answered from it.</param>
/// <param name="QuestionsAnswered">How many questions its page answers; counted up to 10,000.</param>
public sealed record ProductDetailView(
    Guid Id,
    string Slug,
    string Title,
    string Summary,
    MoneyView Price,
    string Category,
    string CategoryName,
    IReadOnlyList<string> Stack,
    IReadOnlyList<string> Tags,
    RatingView Rating,
    int Sales,
    ImageView? Cover,
    SellerBadgeView Seller,
    DateTimeOffset PublishedAt,
    DateTimeOffset UpdatedAt,
    string DescriptionHtml,
    IReadOnlyList<ImageView> Images,
    string? DemoUrl,
    string? DocsUrl,
    IReadOnlyList<LicenseOfferView> Licenses,
    IReadOnlyList<VersionView> Versions,
    VersionView? LatestVersion,
    IReadOnlyList<PackageFileView> Files,
    int FileCount,
    int RefundWindowDays,
    PassportView? Audit,
    int QuestionsAnswered,
    int OpenedTexts);

/// <summary>A seller's public page.</summary>
/// <param name="Verified">Wears the seal: identity checked, and the plan has it.</param>
/// <param name="Banner">The wide picture on top; null when the seller has chosen none, or their plan shows none.</param>
/// <param name="Accent">The name of the page's colour; null for the marketplace's own.</param>
/// <param name="Pinned">What the seller puts first; these are among <paramref name="Products"/> too.</param>
/// <param name="Followers">Counted as far as 10,000.</param>
public sealed record SellerProfileView(
    string Handle,
    string Name,
    string? Bio,
    IReadOnlyList<string> Links,
    bool Verified,
    bool IdentityChecked,
    RatingView Rating,
    int Sales,
    DateTimeOffset MemberSince,
    ImageView? Banner,
    int Followers,
    IReadOnlyList<ProductItemView> Products,
    string? Accent,
    IReadOnlyList<ProductItemView> Pinned);

/// <summary>Whether the caller follows a seller.</summary>
public sealed record FollowView(bool Follows);
