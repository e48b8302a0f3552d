using Marketplace.Core.Data;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Refunds;

/// <summary>
/// Asks Stripe for a granted refund and books it. Safe to run twice: the key is the refund's id, and a refund whose answer was lost is
/// looked up before it is asked for again.
/// </summary>
public sealed class SendRefund(MarketplaceDb db, IRefundGateway gateway, ApplyRefund apply, TimeProvider time)
{
    /// <returns>The refund's state afterwards.</returns>
    /// <exception cref="PaymentGatewayException">Stripe gave no answer; the refund stays to be sent.</exception>
    /// <exception cref="NewsOutstandingException">Stripe took it; the books can follow once other news is there.</exception>
    public async Task<RefundState> ExecuteAsync(Guid refundId, CancellationToken cancellationToken)
    {
        var refund = await db.Refunds.AsNoTracking().SingleAsync(refund => refund.Id == refundId, cancellationToken);
        if (refund.State != RefundState.Created)
        {
            return refund.State;
        }

        GatewayRefund seen;
        try
        {
            seen = refund.StripeRefundId is { } made
                ? await gateway.GetAsync(made, cancellationToken)
                : await gateway.FindAsync(refund.ChargeId, refund.Id, cancellationToken)
                ?? await gateway.CreateAsync(refund.Id, refund.ChargeId, new(refund.AmountCents, refund.Currency), cancellationToken);
        }
        catch (PaymentGatewayException exception) when (exception.IsFinal)
        {
            return await FailAsync(refundId, exception.Message, cancellationToken);
        }

        return await apply.ExecuteAsync(refundId, seen, cancellationToken);
    }

    private Task<RefundState> FailAsync(Guid refundId, string message, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var refund = await db.Refunds.FromSql($"select * from refunds.refunds where id = {refundId} for update").AsTracking().SingleAsync(cancellationToken);
        if (refund.State == RefundState.Created)
        {
            refund.Failed(null, message, time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
        }

        return refund.State;
    }, cancellationToken);
}

/// <summary>Follows up refunds without an answer, and asks after those that are still pending at the bank.</summary>
public sealed class SweepRefunds(MarketplaceDb db, IRefundGateway gateway, SendRefund send, ApplyRefund apply, TimeProvider time, ILogger<SweepRefunds> logger)
{
    private const int BatchSize = 200;

    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - RefundSweepPolicy.After;
        var open = await db.Refunds.AsNoTracking()
            .Where(refund => (refund.State == RefundState.Created || refund.State == RefundState.Pending) && refund.CreatedAt <= before)
            .OrderBy(refund => refund.CreatedAt)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        await SweepItems.EachAsync(open, refund => FollowAsync(refund, cancellationToken), refund => $"Refund {refund.Id}", logger, cancellationToken);
        return open.Count;
    }

    private async Task<RefundState> FollowAsync(Refund refund, CancellationToken cancellationToken) => refund.State == RefundState.Created
        ? await send.ExecuteAsync(refund.Id, cancellationToken)
        : await apply.ExecuteAsync(refund.Id, await gateway.GetAsync(refund.StripeRefundId!, cancellationToken), cancellationToken);
}

public static class RefundSweepPolicy
{
    /// <summary>A refund without an answer is looked for again after this time.</summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(2);
}
