using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Webhooks;

/// <summary>A seller's money on its way: to the Stripe balance, and from there to the bank.</summary>
public sealed class PayoutWebhooks(MarketplaceDb db, WebhookOutlet outlet, TimeProvider time) : IOutboxHandler<TransferSent>, IOutboxHandler<BankPayoutPaid>, IOutboxHandler<BankPayoutFailed>
{
    public async Task HandleAsync(TransferSent message, CancellationToken cancellationToken)
    {
        var transfer = await db.SellerTransfers.AsNoTracking().SingleAsync(transfer => transfer.Id == message.TransferId, cancellationToken);
        var sentAt = transfer.SentAt ?? transfer.CreatedAt;
        await outlet.TellAsync(transfer.SellerId, WebhookEvents.TransferSent, $"{transfer.Id:N}", sentAt, () => new TransferData(
            transfer.Id, transfer.OrderId, transfer.OrderNumber, WebhookMoney.Of(transfer.AmountCents, transfer.Currency), WebhookMoney.Of(transfer.DebtCents, transfer.Currency), sentAt), cancellationToken);
    }

    public Task HandleAsync(BankPayoutPaid message, CancellationToken cancellationToken) => TellAsync(message.PayoutId, WebhookEvents.PayoutPaid, "paid", cancellationToken);

    public Task HandleAsync(BankPayoutFailed message, CancellationToken cancellationToken) => TellAsync(message.PayoutId, WebhookEvents.PayoutFailed, "failed", cancellationToken);

    private async Task TellAsync(Guid payoutId, string type, string status, CancellationToken cancellationToken)
    {
        var payout = await db.BankPayouts.AsNoTracking().SingleAsync(payout => payout.Id == payoutId, cancellationToken);
        await outlet.TellAsync(payout.SellerId, type, $"{payout.Id:N}", time.GetUtcNow(),
            () => new BankPayoutData(payout.Id, status, WebhookMoney.Of(payout.AmountCents, payout.Currency), payout.ArrivalAt), cancellationToken);
    }
}
