using System.Security.Cryptography;
using Marketplace.Core.Data;
using Marketplace.Core.Packages.Signing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Packages;

/// <summary>Signed manifests, kept beside their packages: one file per content, so that what a version points to never changes.</summary>
public sealed class ManifestStore(MarketplaceDb db, IFileStore files, SigningKeys keys)
{
    /// <returns>The digest of its payload.</returns>
    public async Task<string> WriteAsync(VersionManifest manifest, Guid versionId, CancellationToken cancellationToken)
    {
        var payload = SignedDocument.PayloadOf(manifest);
        var digest = Convert.ToHexStringLower(SHA256.HashData(payload));
        await WriteAsync(Key(versionId, digest), await keys.SignAsync(SignedDocument.ManifestType, payload, cancellationToken), cancellationToken);
        return digest;
    }

    public Task DeleteAsync(Guid versionId, string digest, CancellationToken cancellationToken) => files.DeleteAsync(Key(versionId, digest), cancellationToken);

    /// <summary>The document, signed anew when its key was revoked; null when the version has none yet.</summary>
    public async Task<SignedDocument?> ReadAsync(Guid versionId, string? digest, CancellationToken cancellationToken)
    {
        if (digest is null || await files.GetSizeAsync(Key(versionId, digest), cancellationToken) is null)
        {
            return null;
        }

        await using var stream = await files.OpenReadAsync(Key(versionId, digest), cancellationToken);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellationToken);
        var document = SignedDocument.Parse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))
            ?? throw new InvalidOperationException($"The manifest of version {versionId} is no signed document.");
        if (!await db.SigningKeys.AnyAsync(key => key.Id == document.KeyId && key.RevokedAt != null, cancellationToken))
        {
            return document;
        }

        var renewed = await keys.SignAsync(document.PayloadType, document.Payload, cancellationToken);
        await WriteAsync(Key(versionId, digest), renewed, cancellationToken);
        return renewed;
    }

    private async Task WriteAsync(string key, SignedDocument document, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(document.ToBytes(), writable: false);
        await files.WriteAsync(key, content, "application/json", cancellationToken);
    }

    private static string Key(Guid versionId, string digest) => $"manifests/{versionId}/{digest}.json";
}
