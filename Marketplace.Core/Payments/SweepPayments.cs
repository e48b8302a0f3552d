using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payments;

/// <summary>
/// Finds payments that no redirect and no webhook has settled, and asks Stripe. A payment that never got its page is given up once
/// the page would have expired: nobody can have paid it.
/// </summary>
public sealed class SweepPayments(MarketplaceDb db, SettlePayment settle, TimeProvider time, ILogger<SweepPayments> logger)
{
    private const int BatchSize = 200;

    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = now - PaymentPolicy.SweepAfter;
        var due = await db.Payments.AsNoTracking()
            .Where(payment => (payment.State == PaymentState.Created || payment.State == PaymentState.Open || payment.State == PaymentState.Processing) && payment.CreatedAt <= before)
            .OrderBy(payment => payment.CreatedAt)
            .Take(BatchSize)
            .ToListAsync(cancellationToken);
        var settled = 0;
        await SweepItems.EachAsync(due, async payment => settled += await SettleAsync(payment, now, cancellationToken) ? 1 : 0, payment => $"Payment {payment.Id}", logger, cancellationToken);
        return settled;
    }

    private async Task<bool> SettleAsync(Payment payment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (payment.SessionId is not null)
        {
            return await settle.ExecuteAsync(payment.Id, cancellationToken) is PaymentState.Succeeded or PaymentState.Expired or PaymentState.Failed;
        }

        if (PaymentPolicy.PageExpiresAt(payment.CreatedAt) > now)
        {
            return false;
        }

        await settle.ApplyAsync(payment.Id, payment.OrderId, new("", SessionStatus.Expired, null, null), cancellationToken);
        return true;
    }
}
