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
        await SweepItems.EachAsync([now - DisputePolicy.SweepBack], since => FindAsync(since, cancellationToken), _ => "The list of disputes", logger, cancellationToken);
        var open = await db.Disputes.Where(dispute => dispute.ClosedAt == null && dispute.CreatedAt < now - DisputePolicy.SweepAfter)
            .OrderBy(dispute => dispute.CreatedAt).Select(dispute => dispute.StripeDisputeId).Take(BatchSize).ToListAsync(cancellationToken);
        await SweepItems.EachAsync(open, disputeId => follow.ExecuteAsync(disputeId, cancellationToken), disputeId => $"Dispute {disputeId}", logger, cancellationToken);
        var over = await db.FraudWarnings.Where(warning => warning.ClosedAt == null && warning.DeadlineAt <= now).Select(warning => warning.Id).Take(BatchSize).ToListAsync(cancellationToken);
        await SweepItems.EachAsync(over, warningId => close.ExecuteAsync(warningId, null, cancellationToken), warningId => $"Fraud warning {warningId}", logger, cancellationToken);
    }

    private async Task FindAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var seen = await gateway.ListAsync(since, cancellationToken);
        await SweepItems.EachAsync(seen, dispute => follow.ApplyAsync(dispute, cancellationToken), dispute => $"Dispute {dispute.Id}", logger, cancellationToken);
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
