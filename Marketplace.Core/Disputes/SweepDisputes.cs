using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Disputes;

/// <summary>Finds disputes whose webhook was lost, asks after open ones, and ends fraud warnings that nobody decided.</summary>
public sealed class SweepDisputes(MarketplaceDb db, IDisputeGateway gateway, FollowDispute follow, CloseFraudWarning close, TimeProvider time, ILogger<SweepDisputes> logger)
{
    private const int BatchSize = 100;

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            foreach (var seen in await gateway.ListAsync(now - DisputePolicy.SweepBack, cancellationToken))
            {
                await follow.ApplyAsync(seen, cancellationToken);
            }

            var open = await db.Disputes.Where(dispute => dispute.ClosedAt == null && dispute.CreatedAt < now - DisputePolicy.SweepAfter)
                .OrderBy(dispute => dispute.CreatedAt).Select(dispute => dispute.StripeDisputeId).Take(BatchSize).ToListAsync(cancellationToken);
            foreach (var disputeId in open)
            {
                await follow.ExecuteAsync(disputeId, cancellationToken);
            }
        }
        catch (PaymentGatewayException exception)
        {
            logger.LogWarning(exception, "Disputes could not be swept");
        }

        var over = await db.FraudWarnings.Where(warning => warning.ClosedAt == null && warning.DeadlineAt <= now).Select(warning => warning.Id).Take(BatchSize).ToListAsync(cancellationToken);
        foreach (var warningId in over)
        {
            await close.ExecuteAsync(warningId, null, cancellationToken);
        }
    }
}

/// <summary>The dispute side of provider events.</summary>
public sealed class DisputeOnProviderEvent(FollowDispute follow, FollowFraudWarning followWarning) : IOutboxHandler<ProviderEventReceived>
{
    public async Task HandleAsync(ProviderEventReceived message, CancellationToken cancellationToken)
    {
        if (message.Type.StartsWith("charge.dispute.", StringComparison.Ordinal))
        {
            await follow.ExecuteAsync(message.ObjectId, cancellationToken);
        }
        else if (message.Type.StartsWith("radar.early_fraud_warning.", StringComparison.Ordinal))
        {
            await followWarning.ExecuteAsync(message.ObjectId, cancellationToken);
        }
    }
}
