using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Packages.Signing;

/// <summary>
/// One of the marketplace's Ed25519 keys. The newest signs; the others go on proving what they signed.
/// <code>
/// active ──next key──▶ retired ──became known to others──▶ revoked (proves nothing any more)
///    └────────────────became known to others──────────────▲
/// </code>
/// </summary>
public sealed class SigningKey
{
    /// <summary>The first 16 hex digits of the public key's SHA-256.</summary>
    public required string Id { get; init; }

    /// <summary>32 bytes, RFC 8032.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The seed, sealed with AES-256-GCM under <see cref="SigningSettings"/>: nonce, tag, ciphertext.</summary>
    public required byte[] SealedSeed { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RetiredAt { get; internal set; }
    public DateTimeOffset? RevokedAt { get; internal set; }
}

internal sealed class SigningKeyConfiguration : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> builder)
    {
        builder.ToTable("signing_keys", "packages");
        builder.HasKey(key => key.Id);
        builder.Property(key => key.Id).HasMaxLength(16);
        builder.HasIndex(key => key.CreatedAt);
    }
}
