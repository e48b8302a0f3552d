using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells a seller that a transfer is on its way; one mail per run would hide which order it belongs to.</summary>
public sealed class TransferMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls) : IOutboxHandler<TransferSent>
{
    public async Task HandleAsync(TransferSent message, CancellationToken cancellationToken)
    {
        var transfer = await db.SellerTransfers.AsNoTracking().SingleAsync(transfer => transfer.Id == message.TransferId, cancellationToken);
        var seller = await db.Users.AsNoTracking().SingleAsync(user => user.Id == transfer.SellerId, cancellationToken);
        if (transfer.AmountCents == 0)
        {
            return;
        }

        var amount = new Money(transfer.AmountCents, transfer.Currency);
        var body = new MailBody()
            .Paragraph($"{seller.DisplayName}, {amount} for order {transfer.OrderNumber} is now on your Stripe balance.")
            .Paragraph(transfer.DebtCents == 0 ? "Nothing was deducted." : $"{new Money(transfer.DebtCents, transfer.Currency)} of the order went against what you owed from an earlier refund.")
            .Paragraph("Stripe pays it to your bank account on Tuesday.")
            .Link("See your payouts", urls.Payouts);
        await notifier.TellAsync(new Notice(NotificationKind.Payouts, seller.Id, $"transfer:{transfer.Id}", $"{amount} is on its way to you", body, urls.Payouts), cancellationToken);
    }
}
