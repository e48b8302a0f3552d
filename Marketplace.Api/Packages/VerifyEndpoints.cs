using System.Buffers.Text;
using System.Text;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Packages;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Packages.Signing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Packages;

/// <summary>Anybody may check what was signed here; docs/verify.md tells how to do it without us.</summary>
internal static class VerifyEndpoints
{
    public static void MapVerify(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Verify").AllowAnonymous().ProducesProblem(400).ProducesProblem(429);
        group.MapPost(VerifyRoutes.Verify, VerifyAsync).WithSummary("Check a manifest or receipt, and a package against it");
        group.MapGet(VerifyRoutes.Keys, ListKeysAsync).WithSummary("The public keys, as a JSON Web Key Set");
    }

    private static async Task<Results<Ok<VerifyView>, ProblemHttpResult>> VerifyAsync(VerifyRequest request, VerifyDocument verify, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Document) && request.PackageSha256 is null)
        {
            return new Error(ErrorKind.Invalid, "validation_failed", "Give a document, the SHA-256 of a package, or both.", "document").ToProblem();
        }

        var document = string.IsNullOrWhiteSpace(request.Document) ? null : Encoding.UTF8.GetBytes(request.Document);
        return TypedResults.Ok(ToView(await verify.ExecuteAsync(document, request.PackageSha256, cancellationToken), request.PackageSha256 is not null));
    }

    public static async Task<Ok<SigningKeysView>> ListKeysAsync(MarketplaceDb db, CancellationToken cancellationToken)
    {
        var keys = await db.SigningKeys.AsNoTracking().OrderByDescending(key => key.CreatedAt).ToListAsync(cancellationToken);
        return TypedResults.Ok(new SigningKeysView([.. keys.Select(ToView)]));
    }

    private static SigningKeyView ToView(SigningKey key) =>
        new(key.Id, "OKP", "Ed25519", "EdDSA", "sig", Base64Url.EncodeToString(key.PublicKey), key.CreatedAt, key.RetiredAt, key.RevokedAt);

    private static VerifyView ToView(Verification found, bool hasPackage) => new(
        found.Proof switch
        {
            Proof.Genuine => VerifyResult.Genuine,
            Proof.NotGenuine => VerifyResult.NotGenuine,
            Proof.PackageDiffers => VerifyResult.PackageDiffers,
            Proof.UnknownPackage => VerifyResult.UnknownPackage,
            _ => throw new ArgumentOutOfRangeException(nameof(found), found.Proof, null),
        },
        Text(found, hasPackage), found.KeyId,
        found.Manifest is { } manifest ? new(manifest.Product, manifest.Version, manifest.SizeBytes, manifest.Sha256, manifest.Files.Count, manifest.CheckedAt) : null,
        found.Receipt is { } receipt
            ? new(receipt.OrderNumber, receipt.Product, receipt.Seller, receipt.Buyer, receipt.LicenseTerms, receipt.Version, receipt.PackageSha256, receipt.PurchasedAt)
            : null,
        found.Version is { } version ? new(version.Product, version.Slug, version.Version, version.Seller, version.SizeBytes, version.Sha256, version.ReadyAt) : null,
        found.IsRefunded, found.IsYanked);

    private static string Text(Verification found, bool hasPackage) => found.Proof switch
    {
        Proof.NotGenuine => "This document was not signed by us, or it was changed since. Download it again from its purchase or product page.",
        Proof.PackageDiffers => "The document is genuine, but this package is another one: not a byte may differ. Do not use it before you have downloaded it anew.",
        Proof.UnknownPackage => "We have never checked a package with these bytes. It may be damaged, changed, or from elsewhere.",
        _ when found.Receipt is not null && found.IsRefunded => "The receipt is genuine, but its purchase was refunded: the licence has ended.",
        _ when found is { Receipt: not null, Version: { } later } => $"The receipt is genuine, and the package is version {later.Version} of the same product.",
        _ when found.Receipt is not null => hasPackage ? "The receipt is genuine, and the package is the one that was bought, to the byte." : "The receipt is genuine.",
        _ when found.Manifest is not null => hasPackage ? "The manifest is genuine, and the package is the one it describes, to the byte." : "The manifest is genuine.",
        _ => "The package is one that we have checked, to the byte.",
    };
}
