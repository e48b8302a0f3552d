using Marketplace.Core.Data;
using Marketplace.Core.Packages;
using Marketplace.Core.Packages.Signing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Orders;

public enum Proof
{
    /// <summary>No document of ours, a changed one, or one whose key was revoked.</summary>
    NotGenuine,

    /// <summary>The document is genuine, but the package is another.</summary>
    PackageDiffers,

    /// <summary>Nothing we have ever checked has this digest.</summary>
    UnknownPackage,

    /// <summary>All that was shown is genuine.</summary>
    Genuine,
}

/// <param name="Version">The version that a digest alone belongs to.</param>
/// <param name="IsYanked">The seller no longer recommends the version.</param>
/// <param name="IsRefunded">The receipt is genuine, but its purchase was given back.</param>
public sealed record Verification(
    Proof Proof, string? KeyId = null, VersionManifest? Manifest = null, PurchaseReceipt? Receipt = null, KnownVersion? Version = null, bool IsYanked = false, bool IsRefunded = false);

public sealed record KnownVersion(string Product, string Slug, string Version, string Seller, long SizeBytes, string Sha256, DateTimeOffset ReadyAt);

/// <summary>Judges a manifest or a receipt by its signature, and a package by its digest.</summary>
public sealed class VerifyDocument(MarketplaceDb db, SigningKeys keys)
{
    /// <param name="document">The file's bytes; null when only a package is asked about.</param>
    /// <param name="packageSha256">Lower-case hex of the zip in hand; null when only the document is asked about.</param>
    public async Task<Verification> ExecuteAsync(byte[]? document, string? packageSha256, CancellationToken cancellationToken)
    {
        if (document is null)
        {
            return await FindPackageAsync(packageSha256, cancellationToken);
        }

        if (SignedDocument.Parse(document) is not { } signed || await keys.VerifyAsync(signed, cancellationToken) is not { } key)
        {
            return new(Proof.NotGenuine);
        }

        var verification = (signed.Read<VersionManifest>(SignedDocument.ManifestType), signed.Read<PurchaseReceipt>(SignedDocument.ReceiptType)) switch
        {
            ({ } manifest, _) => new Verification(
                Matches(manifest.Sha256, packageSha256), key.Id, Manifest: manifest, IsYanked: await IsYankedAsync(manifest.ProductId, manifest.Version, cancellationToken)),
            (_, { } receipt) => new Verification(
                Matches(receipt.PackageSha256, packageSha256), key.Id, Receipt: receipt,
                IsYanked: receipt.Version is { } version && await IsYankedAsync(receipt.ProductId, version, cancellationToken),
                IsRefunded: await db.OrderLines.AnyAsync(line => line.Id == receipt.LineId && line.State == OrderLineState.Refunded, cancellationToken)),
            _ => new(Proof.NotGenuine),
        };

        // A receipt names the version that was bought; the buyer may hold a later one of the same product.
        return verification is { Proof: Proof.PackageDiffers, Receipt: { } bought } && await FindPackageAsync(packageSha256, cancellationToken) is { Version: { } later } &&
            await db.PackageVersions.AnyAsync(version => version.Sha256 == packageSha256 && version.ProductId == bought.ProductId, cancellationToken)
            ? verification with { Proof = Proof.Genuine, Version = later }
            : verification;
    }

    private async Task<Verification> FindPackageAsync(string? sha256, CancellationToken cancellationToken)
    {
        var found = await db.PackageVersions.AsNoTracking().Where(version => version.Sha256 == sha256 && version.State == PackageState.Ready)
            .Join(db.Products, version => version.ProductId, product => product.Id, (version, product) => new { Version = version, Product = product })
            .Where(row => row.Product.PublishedAt != null)
            .Join(db.Users, row => row.Product.SellerId, user => user.Id, (row, user) => new
            {
                row.Product.Title,
                row.Product.Slug,
                row.Version.Version,
                user.Handle,
                row.Version.SizeBytes,
                row.Version.ReadyAt,
                row.Version.YankedAt,
            })
            .OrderBy(row => row.ReadyAt)
            .FirstOrDefaultAsync(cancellationToken);
        return found is null
            ? new(Proof.UnknownPackage)
            : new(
                Proof.Genuine,
                Version: new(found.Title, found.Slug, found.Version, found.Handle, found.SizeBytes ?? 0, sha256!, found.ReadyAt ?? default),
                IsYanked: found.YankedAt is not null);
    }

    private Task<bool> IsYankedAsync(Guid productId, string version, CancellationToken cancellationToken) =>
        db.PackageVersions.AnyAsync(row => row.ProductId == productId && row.Version == version && row.YankedAt != null, cancellationToken);

    private static Proof Matches(string? expected, string? actual) => actual is null || actual == expected ? Proof.Genuine : Proof.PackageDiffers;
}
