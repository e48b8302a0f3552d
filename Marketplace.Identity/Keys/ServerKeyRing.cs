using System.Security.Cryptography;
using Marketplace.Identity.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Marketplace.Identity.Keys;

/// <summary>
/// The RSA keys that sign and encrypt tokens. They are made once, by whichever replica starts first, and live in the
/// database, so tokens outlive a restart and every replica accepts every other's. The caller holds the start lock.
/// </summary>
public sealed class ServerKeyRing(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Marketplace.Identity.ServerKeys");
    private IReadOnlyList<(string Purpose, RsaSecurityKey Key)>? keys;

    /// <summary>Newest first: the first key signs, the others only verify.</summary>
    public IEnumerable<RsaSecurityKey> For(string purpose) =>
        (keys ?? throw new InvalidOperationException("The server keys are loaded at start."))
        .Where(key => key.Purpose == purpose)
        .Select(key => key.Key);

    public async Task LoadAsync(IdentityDb db, CancellationToken cancellationToken)
    {
        var stored = await db.Keys.ToListAsync(cancellationToken);
        foreach (var purpose in new[] { ServerKey.Signing, ServerKey.Encryption })
        {
            if (stored.TrueForAll(key => key.Purpose != purpose))
            {
                stored.Add(Create(purpose));
                db.Keys.Add(stored[^1]);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        keys = [.. stored.OrderByDescending(key => key.CreatedAt).Select(key => (key.Purpose, Open(key)))];
    }

    private ServerKey Create(string purpose)
    {
        using var rsa = RSA.Create(2048);
        return new ServerKey
        {
            Id = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16)),
            Purpose = purpose,
            ProtectedKey = protector.Protect(Convert.ToBase64String(rsa.ExportPkcs8PrivateKey())),
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
    }

    private RsaSecurityKey Open(ServerKey key)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(protector.Unprotect(key.ProtectedKey)), out _);
        return new RsaSecurityKey(rsa) { KeyId = key.Id };
    }
}
