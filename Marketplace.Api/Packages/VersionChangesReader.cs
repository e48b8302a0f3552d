using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Packages;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Packages;
using Marketplace.Core.Packages.Signing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Packages;

/// <summary>Compares two versions by the digests of their files, as their signed manifests tell them.</summary>
internal sealed class VersionChangesReader(MarketplaceDb db, ManifestStore manifests)
{
    /// <summary>Null when there is no such version, or one of them has no manifest yet.</summary>
    public async Task<VersionChangesView?> FindAsync(Guid productId, string from, string to, CancellationToken cancellationToken)
    {
        var versions = await db.PackageVersions.AsNoTracking().Where(version => version.ProductId == productId && version.ManifestSha256 != null)
            .Select(version => new { version.Id, version.Version, version.State, version.ManifestSha256, version.ChangelogHtml, version.SizeBytes, version.ReadyAt, version.CreatedAt, version.YankReason })
            .ToListAsync(cancellationToken);
        var older = versions.Find(version => version.Version == from);
        var newer = versions.Find(version => version.Version == to);
        if (older is null || newer is null
            || await ReadAsync(older.Id, older.ManifestSha256, cancellationToken) is not { } before || await ReadAsync(newer.Id, newer.ManifestSha256, cancellationToken) is not { } after)
        {
            return null;
        }

        var between = versions.Where(version => version.State == PackageState.Ready || version.Id == newer.Id)
            .Where(version => SemanticVersion.Compare(version.Version, from) > 0 && SemanticVersion.Compare(version.Version, to) <= 0)
            .OrderByDescending(version => version.Version, VersionPolicy.Ascending)
            .Select(version => new VersionView(version.Version, version.ChangelogHtml, version.SizeBytes ?? 0, version.ReadyAt ?? version.CreatedAt, version.YankReason, BadgeName.None));
        return new(
            from, to, SemanticVersion.IsBreaking(from, to),
            [.. after.Keys.Except(before.Keys).Order(StringComparer.Ordinal)],
            [.. before.Keys.Except(after.Keys).Order(StringComparer.Ordinal)],
            [.. after.Where(file => before.TryGetValue(file.Key, out var digest) && digest != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal)],
            after.Count(file => before.TryGetValue(file.Key, out var digest) && digest == file.Value),
            [.. between]);
    }

    private async Task<Dictionary<string, string>?> ReadAsync(Guid versionId, string? digest, CancellationToken cancellationToken)
    {
        var files = (await manifests.ReadAsync(versionId, digest, cancellationToken))?.Read<VersionManifest>(SignedDocument.ManifestType)?.Files;
        var root = files is null ? 0 : RootLength(files);
        return files?.ToDictionary(file => file.Path[root..], file => file.Sha256);
    }

    // Many zips hold one folder named like the version: it says nothing about the files in it.
    private static int RootLength(IReadOnlyList<ManifestFile> files)
    {
        var slash = files.Count == 0 ? -1 : files[0].Path.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && files.All(file => file.Path.StartsWith(files[0].Path[..(slash + 1)], StringComparison.Ordinal)) ? slash + 1 : 0;
    }
}
