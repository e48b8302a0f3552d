using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Accounts;

public sealed class RevokeToken(MarketplaceDb db, TimeProvider time)
{
    public async Task<Result<Done>> ExecuteAsync(Guid userId, Guid tokenId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var revoked = await db.PersonalAccessTokens
            .Where(token => token.Id == tokenId && token.UserId == userId && token.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.RevokedAt, now), cancellationToken);
        return revoked == 1 ? default(Done) : Error.NotFound("token");
    }
}
