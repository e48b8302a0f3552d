using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

public enum TokenRefusal
{
    None,
    Unknown,
    Expired,
}

/// <param name="Person">Null when refused.</param>
public sealed record TokenAnswer(TokenRefusal Refusal, SignedInPerson? Person, IReadOnlyList<string> Scopes, Plan Plan = Plan.Free);

/// <summary>Finds who a personal access token speaks for, and notes its use.</summary>
public sealed class AcceptToken(MarketplaceDb db, TimeProvider time)
{
    // Every request writing its use would make reads into writes.
    private static readonly TimeSpan UseNotedEvery = TimeSpan.FromMinutes(1);

    public async Task<TokenAnswer> ExecuteAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = PersonalAccessToken.HashOf(secret);
        var found = await db.PersonalAccessTokens.AsNoTracking().Where(token => token.Hash == hash)
            .Join(db.Users, token => token.UserId, user => user.Id, (token, user) => new { Token = token, User = user })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null || found.Token.RevokedAt is not null)
        {
            return new(TokenRefusal.Unknown, null, []);
        }

        var now = time.GetUtcNow();
        if (!found.Token.IsUsable(now))
        {
            return new(TokenRefusal.Expired, null, []);
        }

        if (found.Token.LastUsedAt is not { } last || now - last >= UseNotedEvery)
        {
            await db.PersonalAccessTokens.Where(token => token.Id == found.Token.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(token => token.LastUsedAt, now), cancellationToken);
        }

        var user = found.User;
        return new(TokenRefusal.None, new SignedInPerson(user.Id, user.Email, user.DisplayName, user.IsAdmin), found.Token.Scopes, user.Plan);
    }
}
