using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Marketplace.Contracts.Catalog;

namespace Marketplace.Contracts.Packages;

[JsonConverter(typeof(JsonStringEnumConverter<BadgeName>))]
public enum BadgeName
{
    [JsonStringEnumMemberName("none")] None,
    [JsonStringEnumMemberName("basic")] Basic,
    [JsonStringEnumMemberName("verified")] Verified,
}

[JsonConverter(typeof(JsonStringEnumConverter<SeverityName>))]
public enum SeverityName
{
    [JsonStringEnumMemberName("info")] Info,
    [JsonStringEnumMemberName("warning")] Warning,
    [JsonStringEnumMemberName("blocking")] Blocking,
}

[JsonConverter(typeof(JsonStringEnumConverter<AppealStatus>))]
public enum AppealStatus
{
    [JsonStringEnumMemberName("open")] Open,
    [JsonStringEnumMemberName("granted")] Granted,
    [JsonStringEnumMemberName("denied")] Denied,
}

/// <summary>What our check found in a package, as everybody may see it.</summary>
/// <param name="Badge"><c>basic</c>: nothing in it blocks. <c>verified</c>: besides, no warning is open, and it has a README, a licence file, tests, and CI or a Dockerfile.</param>
/// <param name="VirusScanned">False when the operator has no virus scanner, or it did not answer.</param>
/// <param name="CodeLines">Without blank ones and without vendored code.</param>
/// <param name="Licenses">SPDX ids found in the package's own files.</param>
/// <param name="SbomUrl">CycloneDX 1.6.</param>
/// <param name="ManifestUrl">The signed list of files; see <c>/verify</c>.</param>
public sealed record PassportView(
    string Version,
    BadgeName Badge,
    DateTimeOffset MadeAt,
    bool VirusScanned,
    IReadOnlyList<PassportCheckView> Checks,
    IReadOnlyList<LanguageView> Languages,
    long CodeLines,
    IReadOnlyList<string> Licenses,
    int Dependencies,
    string SbomUrl,
    string? ManifestUrl);

/// <param name="Name">Stable: <c>readme</c>, <c>license</c>, <c>tests</c>, <c>dockerfile</c>, <c>ci</c>, <c>lockfile</c>, <c>no_secrets</c>, <c>no_executables</c>, <c>no_viruses</c>, <c>no_copyleft</c>, <c>readable</c>.</param>
/// <param name="Text">What it means, for people.</param>
public sealed record PassportCheckView(string Name, bool Passed, string Text);

/// <param name="Share">Of all code lines, 0 to 1.</param>
public sealed record LanguageView(string Language, long Lines, double Share);

/// <summary>The whole passport, for the seller and for admins.</summary>
/// <param name="MoreFindings">Found beyond those that are kept.</param>
public sealed record FullPassportView(PassportView Passport, IReadOnlyList<FindingView> Findings, int MoreFindings);

/// <param name="Excerpt">The line, its secret masked.</param>
/// <param name="Appeal">Null when it was not appealed.</param>
public sealed record FindingView(string Id, string Rule, SeverityName Severity, string Path, int? Line, string Message, string? Excerpt, AppealStatus? Appeal, string? AppealReason, string? Answer);

public sealed record AppealRequest
{
    /// <summary>Why the finding is none.</summary>
    [Required, StringLength(1_000, MinimumLength = 10)]
    public string Reason { get; set; } = "";
}

public sealed record YankRequest
{
    /// <summary>Shown to who owns the version.</summary>
    [Required, StringLength(500, MinimumLength = 5)]
    public string Reason { get; set; } = "";
}

/// <summary>An appeal that waits for a person.</summary>
public sealed record AppealView(Guid Id, Guid ProductId, Guid VersionId, string Product, string Version, SellerBadgeView Seller, string Reason, FindingView? Finding, DateTimeOffset CreatedAt);

public sealed record AppealDecisionRequest
{
    public bool Grant { get; set; }

    /// <summary>Sent to the seller.</summary>
    [StringLength(1_000)]
    public string? Answer { get; set; }
}

/// <summary>A new version of a published listing that waits for approval.</summary>
public sealed record VersionReviewView(
    Guid VersionId, Guid ProductId, string Product, string Slug, string Version, string ChangelogHtml, long SizeBytes, int FileCount, SellerBadgeView Seller, BadgeName Badge,
    VersionChangesView? Changes, DateTimeOffset SubmittedAt);

/// <summary>What differs between the files of two versions.</summary>
/// <param name="Breaking">The first number of the version has grown.</param>
/// <param name="Changelogs">Of the versions after <paramref name="From"/>, the newest first.</param>
public sealed record VersionChangesView(
    string From, string To, bool Breaking, IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed, int Unchanged, IReadOnlyList<VersionView> Changelogs);
