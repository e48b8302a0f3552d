namespace Marketplace.Core.Packages;

public enum PackageState
{
    Uploading,
    Checking,
    Ready,
    Refused,
}

/// <summary>
/// One version of a product's package.
/// <code>
/// uploading ──complete──▶ checking ──good──▶ ready
///     ▲                      └──bad──▶ refused
///     └──announced again─────────────────┘
/// </code>
/// </summary>
public sealed class PackageVersion
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }
    public required string Version { get; init; }
    public string Changelog { get; set; } = "";
    public string ChangelogHtml { get; set; } = "";
    public PackageState State { get; internal set; }
    public string? RefusedReason { get; internal set; }

    /// <summary>The zip's name in the private packages container.</summary>
    public required string BlobKey { get; set; }
    public long? SizeBytes { get; internal set; }

    /// <summary>Lower-case hex.</summary>
    public string? Sha256 { get; internal set; }

    /// <summary>The zip's entries, at most the first 2,000.</summary>
    public List<PackageFile> Files { get; internal set; } = [];
    public int FileCount { get; internal set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ReadyAt { get; internal set; }
}

public sealed record PackageFile(string Path, long SizeBytes);
