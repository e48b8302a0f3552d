using System.Buffers.Text;
using System.Security.Cryptography;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

public sealed record CreatedToken(PersonalAccessToken Token, string Secret);

public sealed class CreateToken(MarketplaceDb db, TimeProvider time)
{
    private const int MaxTokens = 20;
    private const int ShownCharacters = 10;

    public async Task<Result<CreatedToken>> ExecuteAsync(
        Guid userId, string name, IReadOnlyList<string> scopes, int? expiresInDays, CancellationToken cancellationToken)
    {
        if (scopes.Any(scope => scope is not (PersonalAccessToken.Read or PersonalAccessToken.Write)))
        {
            return AccountErrors.UnknownScope;
        }

        var now = time.GetUtcNow();
        if (await db.PersonalAccessTokens.CountAsync(token => token.UserId == userId && token.RevokedAt == null, cancellationToken) >= MaxTokens)
        {
            return AccountErrors.TooManyTokens;
        }

        var secret = PersonalAccessToken.SecretPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var created = new PersonalAccessToken
        {
            Id = Guid.CreateVersion7(now),
            UserId = userId,
            Name = name.Trim(),
            Prefix = secret[..ShownCharacters],
            Hash = PersonalAccessToken.HashOf(secret),
            Scopes = scopes.Count == 0 ? [PersonalAccessToken.Read, PersonalAccessToken.Write] : [.. scopes.Distinct().Order()],
            CreatedAt = now,
            ExpiresAt = expiresInDays is { } days ? now.AddDays(days) : null,
        };
        db.PersonalAccessTokens.Add(created);
        await db.SaveChangesAsync(cancellationToken);
        return new CreatedToken(created, secret);
    }
}
