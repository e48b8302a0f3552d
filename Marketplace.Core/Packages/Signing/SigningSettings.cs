using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Core.Packages.Signing;

/// <summary>The key that seals the signing keys at rest, so that a copy of the database signs nothing: <c>Signing:SealingKey</c>, 32 bytes as base64.</summary>
public sealed class SigningSettings
{
    private const int KeyBytes = 32;
    private readonly byte[] sealingKey;

    private SigningSettings(byte[] sealingKey) => this.sealingKey = sealingKey;

    public static SigningSettings From(IConfiguration configuration)
    {
        var key = new byte[KeyBytes];
        return Convert.TryFromBase64String(configuration["Signing:SealingKey"] ?? "", key, out var written) && written == KeyBytes
            ? new(key)
            : throw new InvalidOperationException("Signing:SealingKey is missing: 32 random bytes as base64 (openssl rand -base64 32).");
    }

    internal byte[] Seal(ReadOnlySpan<byte> seed)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var cipher = new byte[seed.Length];
        using var aes = new AesGcm(sealingKey, tag.Length);
        aes.Encrypt(nonce, seed, cipher, tag);
        return [.. nonce, .. tag, .. cipher];
    }

    internal byte[] Open(ReadOnlySpan<byte> sealedSeed)
    {
        var nonce = sealedSeed[..AesGcm.NonceByteSizes.MaxSize];
        var tag = sealedSeed.Slice(nonce.Length, AesGcm.TagByteSizes.MaxSize);
        var seed = new byte[sealedSeed.Length - nonce.Length - tag.Length];
        using var aes = new AesGcm(sealingKey, tag.Length);
        aes.Decrypt(nonce, sealedSeed[(nonce.Length + tag.Length)..], tag, seed);
        return seed;
    }
}
