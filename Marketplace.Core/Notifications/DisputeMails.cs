using System.Globalization;
using Marketplace.Core.Data;
using Marketplace.Core.Disputes;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Tells sellers what stops their money: a dispute, a fraud warning, a hold, and when it goes on.</summary>
public sealed class DisputeMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls, TimeProvider time) :
    IOutboxHandler<DisputeOpened>, IOutboxHandler<DisputeClosed>, IOutboxHandler<FraudWarned>, IOutboxHandler<PayoutHoldChanged>
{
    public async Task HandleAsync(DisputeOpened message, CancellationToken cancellationToken)
    {
        var dispute = await db.Disputes.AsNoTracking().Include(dispute => dispute.Lines).SingleAsync(dispute => dispute.Id == message.DisputeId, cancellationToken);
        var number = await NumberAsync(dispute.OrderId, cancellationToken);
        await ToSellersAsync(dispute.OrderId, $"dispute-opened:{dispute.Id}", $"A buyer's bank disputes order {number}", new MailBody()
            .Paragraph($"The buyer's bank has taken {new Money(dispute.AmountCents, dispute.Currency)} of order {number} back and gives the reason “{dispute.Reason}”. Your money of this order waits until the bank decides.")
            .Paragraph(string.Create(CultureInfo.InvariantCulture,
                $"We have collected the receipt, the downloads and the terms. Add what only you know and send it by {dispute.EvidenceDueAt:d MMMM yyyy HH:mm} UTC: without an answer the dispute is lost."))
            .Link("Answer the dispute", urls.Disputes), cancellationToken);
    }

    public async Task HandleAsync(DisputeClosed message, CancellationToken cancellationToken)
    {
        var dispute = await db.Disputes.AsNoTracking().SingleAsync(dispute => dispute.Id == message.DisputeId, cancellationToken);
        var number = await NumberAsync(dispute.OrderId, cancellationToken);
        var isWon = dispute.State == DisputeState.Won;
        await ToSellersAsync(dispute.OrderId, $"dispute-closed:{dispute.Id}", $"The dispute of order {number} is {(isWon ? "won" : "lost")}", new MailBody()
            .Paragraph(isWon
                ? $"The bank decided for you: your money of order {number} goes on as if nothing had happened, with the next Monday's transfer once its holding period is over."
                : $"The bank decided for the buyer. Order {number} counts as refunded. The bank's fee is ours, not yours.")
            .Link("See your disputes", urls.Disputes), cancellationToken);
    }

    public async Task HandleAsync(FraudWarned message, CancellationToken cancellationToken)
    {
        var warning = await db.FraudWarnings.AsNoTracking().SingleAsync(warning => warning.Id == message.WarningId, cancellationToken);
        var number = await NumberAsync(warning.OrderId, cancellationToken);
        await ToSellersAsync(warning.OrderId, $"fraud-warning:{warning.Id}", $"Order {number} is being checked", new MailBody()
            .Paragraph(string.Create(CultureInfo.InvariantCulture,
                $"A card network suspects that the card of order {number} was stolen. Its money waits while we look into it, until {warning.DeadlineAt:d MMMM yyyy} at the latest."))
            .Paragraph("You can refund the buyer yourself: that avoids a dispute.")
            .Link("See your sales", urls.Refunds), cancellationToken);
    }

    public async Task HandleAsync(PayoutHoldChanged message, CancellationToken cancellationToken)
    {
        var hold = await db.PayoutHolds.AsNoTracking().SingleAsync(hold => hold.Id == message.HoldId, cancellationToken);
        if (hold.IsActive(time.GetUtcNow()) && hold.Appeal is null)
        {
            await TellAsync(hold.SellerId, $"hold:{hold.Id}", "Your payouts are on hold", urls.Payouts, new MailBody()
                .Paragraph(string.Create(CultureInfo.InvariantCulture, $"{hold.Reason} Your sales go on; transfers wait until {hold.DeadlineAt:d MMMM yyyy} at the latest."))
                .Paragraph("If this is wrong, appeal: an admin reads it.")
                .Link("See and appeal", urls.Payouts), cancellationToken);
        }
        else if (hold.LiftedAt is not null)
        {
            await TellAsync(hold.SellerId, $"hold-lifted:{hold.Id}", "Your payouts go on", urls.Payouts, new MailBody()
                .Paragraph("The hold on your payouts has ended. What is ready follows with the next Monday's transfer.")
                .Link("See your payouts", urls.Payouts), cancellationToken);
        }
    }

    private Task<string> NumberAsync(Guid orderId, CancellationToken cancellationToken) =>
        db.Orders.Where(order => order.Id == orderId).Select(order => order.Number).SingleAsync(cancellationToken);

    private async Task ToSellersAsync(Guid orderId, string key, string subject, MailBody body, CancellationToken cancellationToken)
    {
        foreach (var sellerId in await db.OrderLines.Where(line => line.OrderId == orderId).Select(line => line.SellerId).Distinct().ToListAsync(cancellationToken))
        {
            await TellAsync(sellerId, $"{key}:{sellerId}", subject, urls.Disputes, body, cancellationToken);
        }
    }

    private Task TellAsync(Guid sellerId, string key, string title, Uri link, MailBody body, CancellationToken cancellationToken) =>
        notifier.TellAsync(new Notice(NotificationKind.Payouts, sellerId, key, title, body, link), cancellationToken);
}
