namespace Marketplace.Core.Packages.Signing;

/// <summary>What a version consists of, to the byte: the document behind <see cref="SignedDocument.ManifestType"/>. Digests are SHA-256 in lower-case hex.</summary>
/// <param name="Format">1.</param>
public sealed record VersionManifest(
    int Format, Guid ProductId, string Product, string Version, long SizeBytes, string Sha256, DateTimeOffset CheckedAt, IReadOnlyList<ManifestFile> Files);

/// <param name="Path">Inside the zip, with forward slashes.</param>
public sealed record ManifestFile(string Path, long SizeBytes, string Sha256);
