using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Core.Accounts;

/// <summary>A person's key for programs. Only its hash is stored, so nobody can read it back.</summary>
public sealed class PersonalAccessToken
{
    public const string SecretPrefix = "mpat_";
    public const string Read = "read";
    public const string Write = "write";

    public required Guid Id { get; init; }
    public required Guid UserId { get; init; }
    public required string Name { get; init; }

    /// <summary>The secret's first characters, by which its owner recognises it.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the secret, which has 256 random bits: no salt and no slow hash are needed.</summary>
    public required byte[] Hash { get; init; }
    public required List<string> Scopes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }

    public bool IsUsable(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
