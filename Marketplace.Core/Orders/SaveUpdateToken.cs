using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Orders;

/// <summary>A buyer makes, replaces or revokes the token of a bought line.</summary>
public sealed class SaveUpdateToken(MarketplaceDb db, TimeProvider time)
{
    /// <returns>The token, which is kept nowhere; the one before it ends.</returns>
    public async Task<Result<string>> ReplaceAsync(Guid buyerId, Guid orderId, Guid lineId, CancellationToken cancellationToken)
    {
        var line = await LineOf(buyerId, orderId, lineId).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (line is null)
        {
            return Error.NotFound("order line");
        }

        if (!OrderPolicy.MayDownload(line.State))
        {
            return OrderErrors.NotDownloadable;
        }

        var token = UpdateToken.New();

        // Two tabs at once: the later one's token counts, and the earlier one's answer shows one that has ended.
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into orders.update_tokens (order_line_id, token_hash, created_at) values ({lineId}, {UpdateToken.HashOf(token)}, {time.GetUtcNow()})
            on conflict (order_line_id) do update set token_hash = excluded.token_hash, created_at = excluded.created_at
            """, cancellationToken);
        return token;
    }

    /// <summary>Also twice: what is gone is gone.</summary>
    public async Task<Result<Done>> RevokeAsync(Guid buyerId, Guid orderId, Guid lineId, CancellationToken cancellationToken)
    {
        if (!await LineOf(buyerId, orderId, lineId).AnyAsync(cancellationToken))
        {
            return Error.NotFound("order line");
        }

        await db.UpdateTokens.Where(token => token.OrderLineId == lineId).ExecuteDeleteAsync(cancellationToken);
        return default(Done);
    }

    private IQueryable<OrderLine> LineOf(Guid buyerId, Guid orderId, Guid lineId) =>
        db.OrderLines.Where(line => line.Id == lineId && line.OrderId == orderId && line.BuyerId == buyerId);
}

/// <summary>The line whose updates a token opens. A wrong or revoked one is not found; one of a refunded purchase is told that it has ended.</summary>
public sealed class FindUpdates(MarketplaceDb db)
{
    public async Task<Result<OrderLine>> ExecuteAsync(string token, CancellationToken cancellationToken)
    {
        var hash = UpdateToken.HashOf(token);
        var line = await db.UpdateTokens.AsNoTracking().Where(known => known.TokenHash == hash)
            .Join(db.OrderLines, known => known.OrderLineId, line => line.Id, (known, line) => line)
            .SingleOrDefaultAsync(cancellationToken);
        return line is null ? Error.NotFound("update feed") : OrderPolicy.MayDownload(line.State) ? line : OrderErrors.UpdatesEnded;
    }
}
