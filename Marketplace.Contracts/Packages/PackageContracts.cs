using System.ComponentModel.DataAnnotations;

namespace Marketplace.Contracts.Packages;

/// <summary>Announces a package. With a size the answer has one signed URL per block.</summary>
public sealed record CreateVersionRequest
{
    /// <summary>Semantic version such as <c>1.2.0</c>; higher than every earlier one.</summary>
    [Required, StringLength(40)]
    public string Version { get; set; } = "";

    /// <summary>Markdown.</summary>
    [StringLength(10_000)]
    public string Changelog { get; set; } = "";

    /// <summary>Bytes of the zip, up to 2 GiB; null when it is sent as one body.</summary>
    [Range(1, 2_147_483_648)]
    public long? SizeBytes { get; set; }

    /// <summary>
    /// Any text that tells this file from others of its size, such as a hash of its two ends. The same version announced again with the same
    /// size and fingerprint goes on with the upload instead of starting another.
    /// </summary>
    [StringLength(128, MinimumLength = 8)]
    public string? Fingerprint { get; set; }
}

/// <summary>Where the package's bytes go: straight to the store, never through the API.</summary>
/// <param name="UploadUrl">Takes the whole zip by one PUT with <paramref name="Headers"/> (up to 256 MiB).</param>
/// <param name="Headers">Sent with that one PUT.</param>
/// <param name="BlockSizeBytes">Every block but the last has this size.</param>
/// <param name="Blocks">One PUT each, in any order, no headers needed; empty without a size in the request.</param>
/// <param name="Arrived">Indexes of blocks that are in the store already and need not be sent.</param>
/// <param name="UploadId">Give it to complete: another file announced since as the same version is then not taken for this one.</param>
/// <param name="ExpiresAt">Wall-clock time at which the URLs stop working.</param>
public sealed record UploadTargetView(
    Guid VersionId,
    string Version,
    string UploadUrl,
    IReadOnlyDictionary<string, string> Headers,
    int BlockSizeBytes,
    IReadOnlyList<UploadBlockView> Blocks,
    IReadOnlyList<int> Arrived,
    Guid UploadId,
    DateTimeOffset ExpiresAt);

public sealed record UploadBlockView(int Index, long Offset, long LengthBytes, string Url);

public sealed record CompleteVersionRequest
{
    /// <summary>Lower-case hex SHA-256 of the zip when the sender knows it: the check refuses other bytes.</summary>
    [RegularExpression("^[0-9a-f]{64}$")]
    public string? Sha256 { get; set; }

    /// <summary>The target's, when the sender wants to be sure that it is this upload that ends.</summary>
    public Guid? UploadId { get; set; }
}

/// <summary>Where pages of the web app reach the file store with a browser.</summary>
public sealed record StoreView(string UploadOrigin);
