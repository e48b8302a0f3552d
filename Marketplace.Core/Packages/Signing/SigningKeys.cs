using System.Security.Cryptography;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Marketplace.Core.Packages.Signing;

/// <summary>Signs documents with the newest key and checks signatures of all; makes keys, and replaces them. .NET has no Ed25519 of its own.</summary>
public sealed class SigningKeys(MarketplaceDb db, SigningSettings settings, TimeProvider time)
{
    private const long KeysLock = 0x4D50_4B45_5953;

    /// <summary>Not for use inside a transaction: the first signature ever makes the first key.</summary>
    public async Task<SignedDocument> SignAsync(string payloadType, byte[] payload, CancellationToken cancellationToken)
    {
        var key = await ActiveAsync(cancellationToken) ?? await RotateIfDueAsync(cancellationToken);
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, new Ed25519PrivateKeyParameters(settings.Open(key.SealedSeed)));
        signer.BlockUpdate(SignedDocument.ToBeSigned(payloadType, payload));
        return new(payloadType, payload, key.Id, signer.GenerateSignature());
    }

    /// <summary>The key that made the signature; null when it is unknown, revoked, or did not make it.</summary>
    public async Task<SigningKey?> VerifyAsync(SignedDocument document, CancellationToken cancellationToken)
    {
        var key = await db.SigningKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Id == document.KeyId, cancellationToken);
        return key is { RevokedAt: null } && IsSignedBy(document, key.PublicKey) ? key : null;
    }

    public static bool IsSignedBy(SignedDocument document, byte[] publicKey)
    {
        var verifier = new Ed25519Signer();
        verifier.Init(forSigning: false, new Ed25519PublicKeyParameters(publicKey));
        verifier.BlockUpdate(SignedDocument.ToBeSigned(document.PayloadType, document.Payload));
        return verifier.VerifySignature(document.Signature);
    }

    /// <summary>Run by a job: two workers make one key.</summary>
    public Task<SigningKey> RotateIfDueAsync(CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({KeysLock})", cancellationToken);
        var active = await ActiveAsync(cancellationToken);
        return active is not null && !SigningPolicy.IsDue(active, time.GetUtcNow()) ? active : await ReplaceAsync(active, isKnownToOthers: false, cancellationToken);
    }, cancellationToken);

    /// <summary>Replaces the newest key now.</summary>
    /// <param name="isKnownToOthers">The old one is revoked: what it signed is signed anew when it is next asked for.</param>
    public Task<SigningKey> RotateAsync(bool isKnownToOthers, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({KeysLock})", cancellationToken);
        return await ReplaceAsync(await ActiveAsync(cancellationToken), isKnownToOthers, cancellationToken);
    }, cancellationToken);

    private async Task<SigningKey> ReplaceAsync(SigningKey? active, bool isKnownToOthers, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (active is not null)
        {
            db.Attach(active);
            active.RetiredAt = now;
            active.RevokedAt = isKnownToOthers ? now : null;
        }

        var seed = RandomNumberGenerator.GetBytes(Ed25519PrivateKeyParameters.KeySize);
        var publicKey = new Ed25519PrivateKeyParameters(seed).GeneratePublicKey().GetEncoded();
        var key = db.SigningKeys.Add(new()
        {
            Id = Convert.ToHexStringLower(SHA256.HashData(publicKey))[..16],
            PublicKey = publicKey,
            SealedSeed = settings.Seal(seed),
            CreatedAt = now,
        }).Entity;
        CryptographicOperations.ZeroMemory(seed);
        await db.SaveChangesAsync(cancellationToken);
        return key;
    }

    private Task<SigningKey?> ActiveAsync(CancellationToken cancellationToken) =>
        db.SigningKeys.AsNoTracking().Where(key => key.RetiredAt == null).OrderByDescending(key => key.CreatedAt).FirstOrDefaultAsync(cancellationToken);
}
