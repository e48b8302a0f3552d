using Marketplace.Core.Data;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payouts;

/// <summary>Follows up transfers that were planned but have no answer: a worker died, or Stripe did not answer.</summary>
public sealed class SweepTransfers(MarketplaceDb db, SendTransfer send, TimeProvider time, ILogger<SweepTransfers> logger)
{
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - PayoutPolicy.SweepAfter;
        var open = await db.SellerTransfers.AsNoTracking()
            .Where(transfer => transfer.State == TransferState.Created && transfer.CreatedAt <= before)
            .OrderBy(transfer => transfer.CreatedAt)
            .Select(transfer => transfer.Id)
            .Take(200)
            .ToListAsync(cancellationToken);
        await SweepItems.EachAsync(open, transferId => send.ExecuteAsync(transferId, cancellationToken), transferId => $"Transfer {transferId}", logger, cancellationToken);
        return open.Count;
    }
}
