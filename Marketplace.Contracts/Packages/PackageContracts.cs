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
}

/// <summary>Where the package's bytes go: straight to the store, never through the API.</summary>
/// <param name="UploadUrl">Takes the whole zip by one PUT with <paramref name="Headers"/> (up to 256 MiB).</param>
/// <param name="Headers">Sent with that one PUT.</param>
/// <param name="BlockSizeBytes">Every block but the last has this size.</param>
/// <param name="Blocks">One PUT each, in any order, no headers needed; empty without a size in the request.</param>
/// <param name="ExpiresAt">Wall-clock time at which the URLs stop working.</param>
public sealed record UploadTargetView(
    Guid VersionId,
    string Version,
    string UploadUrl,
    IReadOnlyDictionary<string, string> Headers,
    int BlockSizeBytes,
    IReadOnlyList<UploadBlockView> Blocks,
    DateTimeOffset ExpiresAt);

public sealed record UploadBlockView(int Index, long Offset, long LengthBytes, string Url);

public sealed record CompleteVersionRequest
{
    /// <summary>Lower-case hex SHA-256 of the zip when the sender knows it: the check refuses other bytes.</summary>
    [RegularExpression("^[0-9a-f]{64}$")]
    public string? Sha256 { get; set; }
}
