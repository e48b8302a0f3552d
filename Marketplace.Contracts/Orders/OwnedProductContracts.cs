namespace Marketplace.Contracts.Orders;

/// <summary>All that a buyer has of one purchased product.</summary>
/// <param name="Versions">The newest first.</param>
/// <param name="BoughtVersion">The newest when it was paid.</param>
/// <param name="Downloads">Links that were handed out, the last first, at most 100.</param>
/// <param name="DownloadsLeft">Of the day's limit.</param>
/// <param name="UpdatesSince">Since when there is a token for its update feed; null while there is none.</param>
/// <param name="LicenseTerms">Name of the licence's text as it was sold, such as <c>standard-1</c>.</param>
public sealed record OwnedProductView(
    OrderLineView Line,
    string OrderNumber,
    bool CanDownload,
    IReadOnlyList<OwnedVersionView> Versions,
    string? BoughtVersion,
    IReadOnlyList<DownloadedView> Downloads,
    int DownloadsLeft,
    int DownloadLimit,
    IReadOnlyList<ActivationView> Activations,
    int ActivationLimit,
    string LicenseTerms,
    int LicenseTermsVersion,
    string LicenseTermsSha256,
    DateTimeOffset? UpdatesSince);

/// <param name="YankReason">Why its seller no longer recommends it; null for a version in good standing.</param>
public sealed record OwnedVersionView(string Version, string ChangelogHtml, long SizeBytes, string Sha256, DateTimeOffset PublishedAt, string? YankReason, bool Newest);

/// <param name="Opened">Whether the link was followed.</param>
public sealed record DownloadedView(string Version, DateTimeOffset At, bool Opened);

/// <summary>A machine on which the licence key is active.</summary>
public sealed record ActivationView(Guid Id, string Fingerprint, DateTimeOffset ActivatedAt, DateTimeOffset LastSeenAt);
