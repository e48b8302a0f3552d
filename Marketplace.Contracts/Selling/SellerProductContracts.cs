using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Packages;

namespace Marketplace.Contracts.Selling;

/// <summary>A listing's editable content. A draft may leave fields empty; submitting asks for all of them.</summary>
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
    uint Revision);

/// <summary>What a sale at this price gives, to the cent (one-line cart, card payment).</summary>
public sealed record FeePreviewView(MoneyView Price, MoneyView PlatformFee, MoneyView ProcessingFee, MoneyView SellerAmount);

/// <summary>A row in the seller's list of products.</summary>
public sealed record SellerProductItemView(Guid Id, string Slug, string Title, ProductStatus Status, MoneyView? Price, ImageView? Cover, string? LatestVersion, int Sales, RatingView Rating, DateTimeOffset UpdatedAt);
