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
        foreach (var transferId in open)
        {
            try
            {
                await send.ExecuteAsync(transferId, cancellationToken);
            }
            catch (PaymentGatewayException exception)
            {
                logger.LogWarning(exception, "Transfer {TransferId} still has no answer", transferId);
            }
        }

        return open.Count;
    }
}
