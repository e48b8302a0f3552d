using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Packages;

public static class VerifyRoutes
{
    public const string Verify = "/api/verify";
    public const string Keys = "/api/signing-keys";
}

/// <summary>A manifest or receipt, the digest of a package, or both.</summary>
public sealed record VerifyRequest
{
    /// <summary>The file's whole content, unchanged.</summary>
    [StringLength(16_000_000)]
    public string? Document { get; set; }

    /// <summary>SHA-256 of the zip in hand, lower-case hex.</summary>
    [RegularExpression("^[0-9a-f]{64}$")]
    public string? PackageSha256 { get; set; }
}

[JsonConverter(typeof(JsonStringEnumConverter<VerifyResult>))]
public enum VerifyResult
{
    [JsonStringEnumMemberName("genuine")] Genuine,
    [JsonStringEnumMemberName("not_genuine")] NotGenuine,
    [JsonStringEnumMemberName("package_differs")] PackageDiffers,
    [JsonStringEnumMemberName("unknown_package")] UnknownPackage,
}

/// <param name="Text">The result in plain words.</param>
/// <param name="KeyId">Of the key that signed the document.</param>
/// <param name="Refunded">The receipt is genuine, but its purchase was given back.</param>
/// <param name="Yanked">The seller no longer recommends the version.</param>
public sealed record VerifyView(
    VerifyResult Result, string Text, string? KeyId, ManifestFactsView? Manifest, ReceiptFactsView? Receipt, KnownVersionView? Version, bool Refunded, bool Yanked);

public sealed record ManifestFactsView(string Product, string Version, long SizeBytes, string Sha256, int Files, DateTimeOffset CheckedAt);

public sealed record ReceiptFactsView(string OrderNumber, string Product, string Seller, string Buyer, string LicenseTerms, string? Version, string? PackageSha256, DateTimeOffset PurchasedAt);

public sealed record KnownVersionView(string Product, string Slug, string Version, string Seller, long SizeBytes, string Sha256, DateTimeOffset PublishedAt);

/// <summary>The public keys, as a JSON Web Key Set (RFC 8037).</summary>
public sealed record SigningKeysView(IReadOnlyList<SigningKeyView> Keys);

/// <param name="X">The public key, base64url.</param>
/// <param name="RetiredAt">It signs no more since then, and still proves what it signed.</param>
/// <param name="RevokedAt">It proves nothing any more.</param>
public sealed record SigningKeyView(string Kid, string Kty, string Crv, string Alg, string Use, string X, DateTimeOffset CreatedAt, DateTimeOffset? RetiredAt, DateTimeOffset? RevokedAt);

public sealed record RotateKeyRequest
{
    /// <summary>The present key may be known to others: it proves nothing any more, and what it signed is signed anew when it is next asked for.</summary>
    public bool Revoke { get; set; }
}

public sealed class VerifyClient(HttpClient http) : ApiClient(http)
{
    public Task<VerifyView> VerifyAsync(VerifyRequest request, CancellationToken cancellationToken) => PostAsync<VerifyView>(VerifyRoutes.Verify, request, cancellationToken);

    public Task<SigningKeysView> GetKeysAsync(CancellationToken cancellationToken) => GetAsync<SigningKeysView>(VerifyRoutes.Keys, cancellationToken);
}
