using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Packages;

namespace Marketplace.Contracts.Selling;

/// <summary>
/// A listing's editable content. A draft may leave fields empty; submitting asks for all of them. Of an approved listing a higher price, an Extended
/// licence offered anew or no longer, and another category wait for a person (<see cref="SellerProductView.Change"/>); the rest applies at once.
/// It is the whole of what is wanted: an edit that names what is sold now takes back a change that waits.
/// </summary>
public sealed record ProductRequest
{
    [Required, StringLength(80, MinimumLength = 4)]
    public string Title { get; set; } = "";

    [StringLength(180)]
    public string Summary { get; set; } = "";

    /// <summary>Markdown.</summary>
    [StringLength(20_000)]
    public string Description { get; set; } = "";

    /// <summary>A category's slug.</summary>
    [Required]
    public string Category { get; set; } = "";

    /// <summary>Lower-case words with hyphens.</summary>
    [MaxLength(10)]
    public List<string> Tags { get; set; } = [];

    [MaxLength(15)]
    public List<string> Stack { get; set; } = [];

    /// <summary>The Standard licence; USD, 0 for free or at least 50 cents.</summary>
    public MoneyView? Price { get; set; }

    /// <summary>The Extended licence; null when it is not offered.</summary>
    public MoneyView? ExtendedPrice { get; set; }

    [StringLength(300)]
    public string? DemoUrl { get; set; }

    [StringLength(300)]
    public string? DocsUrl { get; set; }

    /// <summary>
    /// The listing's address. Null keeps it; a draft whose address was made of its title follows the title. The address that a published
    /// listing had before goes on leading to it.
    /// </summary>
    [StringLength(100)]
    public string? Slug { get; set; }

    /// <summary>True for saving by itself, while somebody types: refused with 409 once the listing is no draft any more.</summary>
    public bool OnlyDraft { get; set; }

    /// <summary>The <see cref="SellerProductView.Revision"/> the edit started from; a stale one is refused with 409. Null skips the check.</summary>
    public uint? Revision { get; set; }
}

[JsonConverter(typeof(JsonStringEnumConverter<ProductStatus>))]
public enum ProductStatus
{
    [JsonStringEnumMemberName("draft")] Draft,
    [JsonStringEnumMemberName("submitted")] Submitted,
    [JsonStringEnumMemberName("rejected")] Rejected,
    [JsonStringEnumMemberName("published")] Published,
    [JsonStringEnumMemberName("suspended")] Suspended,

    /// <summary>More than the plan has room for: not for sale until there is room again.</summary>
    [JsonStringEnumMemberName("unlisted")] Unlisted,
}

[JsonConverter(typeof(JsonStringEnumConverter<PackageStatus>))]
public enum PackageStatus
{
    [JsonStringEnumMemberName("uploading")] Uploading,
    [JsonStringEnumMemberName("checking")] Checking,
    [JsonStringEnumMemberName("ready")] Ready,
    [JsonStringEnumMemberName("refused")] Refused,
    [JsonStringEnumMemberName("held")] Held,
    [JsonStringEnumMemberName("in_review")] InReview,
}

/// <param name="Status"><c>held</c>: a finding blocks it, see its passport. <c>in_review</c>: it waits for approval.</param>
/// <param name="RefusedReason">Why the check or an approver refused it; null otherwise.</param>
/// <param name="FileCount">Null before the check.</param>
/// <param name="Badge">Null before the check.</param>
/// <param name="YankReason">Null for a version in good standing.</param>
/// <param name="Downloads">Links handed out for it.</param>
public sealed record SellerVersionView(
    Guid Id, string Version, string Changelog, PackageStatus Status, string? RefusedReason, long? SizeBytes, string? Sha256, int? FileCount, DateTimeOffset CreatedAt,
    BadgeName? Badge, string? YankReason, int Downloads);

/// <summary>The seller's own view of a listing.</summary>
/// <param name="Missing">What still stands between this listing and its submission, in plain words.</param>
/// <param name="SellerGets">What one Standard sale gives after both fees; null without a price.</param>
/// <param name="Revision">Send back with an edit to notice a change made elsewhere.</param>
/// <param name="Change">What waits for approval or was refused; null when there is nothing.</param>
/// <param name="NewStack">Those of <paramref name="Stack"/> that are not in the vocabulary: the approvers look at them.</param>
/// <param name="SuggestedSlug">An address made of the title, when it has another.</param>
public sealed record SellerProductView(
    Guid Id,
    string Slug,
    ProductStatus Status,
    string? RejectionReason,
    string Title,
    string Summary,
    string Description,
    string Category,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Stack,
    MoneyView? Price,
    MoneyView? ExtendedPrice,
    string? DemoUrl,
    string? DocsUrl,
    IReadOnlyList<ImageView> Images,
    IReadOnlyList<SellerVersionView> Versions,
    IReadOnlyList<string> Missing,
    FeePreviewView? SellerGets,
    int Sales,
    MoneyView Revenue,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? PublishedAt,
    uint Revision,
    string? SuspensionReason,
    ListingChangeView? Change,
    IReadOnlyList<LinkCheckView> Links,
    IReadOnlyList<string> NewStack,
    FeePreviewView? SellerGetsExtended,
    string? SuggestedSlug);

/// <summary>What an approved listing's seller wants changed; the listing stays for sale as it is until a person has looked.</summary>
/// <param name="AskedAt">Null when it was refused.</param>
/// <param name="RefusedReason">Null while it waits.</param>
/// <param name="Fields">What differs from the listing now, in words.</param>
public sealed record ListingChangeView(
    Guid Id, DateTimeOffset? AskedAt, string? RefusedReason, MoneyView? Price, MoneyView? ExtendedPrice, string Category, IReadOnlyList<ChangedFieldView> Fields);

public sealed record ChangedFieldView(string Name, string Before, string After);

[JsonConverter(typeof(JsonStringEnumConverter<LinkName>))]
public enum LinkName
{
    [JsonStringEnumMemberName("demo")] Demo,
    [JsonStringEnumMemberName("docs")] Docs,
}

/// <summary>What a visit to one of a listing's addresses found.</summary>
/// <param name="Status">The HTTP status; null when no answer came.</param>
/// <param name="Problem">In words; null when it can be reached.</param>
/// <param name="CheckedAt">Null when it has not been visited yet.</param>
public sealed record LinkCheckView(LinkName Kind, string Url, bool Reachable, int? Status, string? Problem, DateTimeOffset? CheckedAt);

public sealed record ImageOrderRequest
{
    /// <summary>Each picture of the listing once; the first becomes the cover.</summary>
    [Required, MaxLength(50)]
    public List<Guid> ImageIds { get; set; } = [];
}

public sealed record ImageTextRequest
{
    /// <summary>What the picture shows; null or empty leaves the listing's title to say it.</summary>
    [StringLength(160)]
    public string? Alt { get; set; }
}

public sealed record MarkdownRequest
{
    [StringLength(20_000)]
    public string Text { get; set; } = "";
}

/// <param name="Html">Sanitised, as buyers will see it.</param>
public sealed record MarkdownView(string Html);

/// <summary>What a sale at this price gives, to the cent (one-line cart, card payment).</summary>
public sealed record FeePreviewView(MoneyView Price, MoneyView PlatformFee, MoneyView ProcessingFee, MoneyView SellerAmount);

/// <summary>A row in the seller's list of products.</summary>
/// <param name="NextStep">What the seller should do next, or waits for; null when all is done.</param>
public sealed record SellerProductItemView(
    Guid Id, string Slug, string Title, ProductStatus Status, MoneyView? Price, ImageView? Cover, string? LatestVersion, int Sales, RatingView Rating, DateTimeOffset UpdatedAt, NextStepView? NextStep = null);

/// <param name="Waits">Others have to act; the seller only waits.</param>
public sealed record NextStepView(string Text, bool Waits);
