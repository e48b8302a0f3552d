using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Disputes;

/// <summary>Sends the collected evidence to the bank, with what a seller or an admin adds. It can be sent once.</summary>
public sealed class SubmitEvidence(MarketplaceDb db, IDisputeGateway gateway, CollectEvidence collect, FollowDispute follow, TimeProvider time)
{
    /// <returns>The caller knows that the actor may answer this dispute.</returns>
    public async Task<Result<Done>> ExecuteAsync(Guid disputeId, string statement, CancellationToken cancellationToken)
    {
        var dispute = await db.Disputes.AsTracking().SingleAsync(dispute => dispute.Id == disputeId, cancellationToken);
        if (!DisputePolicy.MayRespond(dispute, time.GetUtcNow()))
        {
            return DisputeErrors.NotOpen;
        }

        dispute.Statement = statement;
        await db.SaveChangesAsync(cancellationToken);
        var evidence = await collect.ExecuteAsync(dispute, statement, cancellationToken);
        GatewayDispute seen;
        try
        {
            seen = await gateway.SubmitAsync(dispute.StripeDisputeId, evidence, cancellationToken);
        }
        catch (PaymentGatewayException exception)
        {
            return exception.IsFinal ? DisputeErrors.Refused(exception.Message) : DisputeErrors.Unavailable;
        }

        await db.Disputes.Where(row => row.Id == disputeId).ExecuteUpdateAsync(set => set.SetProperty(row => row.EvidenceSentAt, time.GetUtcNow()), cancellationToken);
        await follow.ApplyAsync(seen, cancellationToken);
        return default(Done);
    }
}
