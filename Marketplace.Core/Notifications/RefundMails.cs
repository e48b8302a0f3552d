using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>Keeps buyer and sellers informed of a refund: asked, declined, made, sent back by the bank.</summary>
public sealed class RefundMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls) :
    IOutboxHandler<RefundRequested>, IOutboxHandler<RefundDeclined>, IOutboxHandler<RefundBooked>, IOutboxHandler<RefundReturned>, IOutboxHandler<PaymentFailed>
{
    public async Task HandleAsync(RefundRequested message, CancellationToken cancellationToken)
    {
        var (refund, order) = await LoadAsync(message.RefundId, cancellationToken);
        await ToSellersAsync(refund, order, "asked", "A buyer asks for a refund", (_, lines) => new MailBody()
            .Paragraph($"The buyer of order {order.Number} asks for {Sum(refund, lines)} back, and says: {refund.Reason}")
            .Paragraph("Grant it or decline it with a reason. Before you decide you see what it takes, to the cent.")
            .Link("Answer the request", urls.Refunds), cancellationToken);
    }

    public async Task HandleAsync(RefundDeclined message, CancellationToken cancellationToken)
    {
        var (refund, order) = await LoadAsync(message.RefundId, cancellationToken);
        await TellBuyerAsync(order, $"refund-declined:{refund.Id}", $"Your refund request for order {order.Number}", new MailBody()
            .Paragraph($"Your request to refund {new Money(refund.AmountCents, refund.Currency)} of order {order.Number} was declined: {refund.DeclineReason}")
            .Paragraph("If you think that is wrong, answer this mail: the marketplace can decide too.")
            .Link("See your order", urls.Order(order.Number)), cancellationToken);
    }

    public async Task HandleAsync(RefundBooked message, CancellationToken cancellationToken)
    {
        var (refund, order) = await LoadAsync(message.RefundId, cancellationToken);
        var amount = new Money(refund.AmountCents, refund.Currency);
        var ended = order.Lines.Where(line => line.State == OrderLineState.Refunded && refund.Lines.Exists(part => part.OrderLineId == line.Id)).Select(line => line.Title).ToList();
        var body = new MailBody().Paragraph($"{amount} of your order {order.Number} is on its way back to the card or account you paid with. Banks take five to ten days.");
        if (ended.Count > 0)
        {
            body.Paragraph($"With this refund your licence and downloads end for: {string.Join(", ", ended)}.");
        }

        await TellBuyerAsync(order, $"refund:{refund.Id}", $"{amount} refunded, order {order.Number}", body.Link("See your order", urls.Order(order.Number)), cancellationToken);
        await ToSellersAsync(refund, order, "made", $"A refund of order {order.Number}", (_, lines) => new MailBody()
            .Paragraph($"{Sum(refund, lines)} of order {order.Number} was refunded to the buyer. Your part of it: {new Money(lines.Sum(line => line.SellerCents), refund.Currency)}.")
            .Paragraph("It is taken from what you have not been paid yet. What was already paid to you comes back from your Stripe balance, or is deducted from your next sales.")
            .Link("See your payouts", urls.Payouts), cancellationToken);
    }

    public async Task HandleAsync(RefundReturned message, CancellationToken cancellationToken)
    {
        var (refund, order) = await LoadAsync(message.RefundId, cancellationToken);
        await TellBuyerAsync(order, $"refund-returned:{refund.Id}", $"Your bank sent a refund back, order {order.Number}", new MailBody()
            .Paragraph($"Your bank did not accept {new Money(refund.AmountCents, refund.Currency)} of order {order.Number}: the card or account may be closed.")
            .Paragraph("Answer this mail and we find another way to pay you back. Your licence works again until then.")
            .Link("See your order", urls.Order(order.Number)), cancellationToken);
    }

    public async Task HandleAsync(PaymentFailed message, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().SingleAsync(order => order.Id == message.OrderId, cancellationToken);
        await TellBuyerAsync(order, $"payment-failed:{order.Id}", $"Your payment for order {order.Number} failed", new MailBody()
            .Paragraph($"Your bank did not pay {new Money(order.TotalCents, order.Currency)} for order {order.Number}, so the order is canceled. Nothing was charged.")
            .Paragraph("You can buy again with another way to pay.")
            .Link("See the order", urls.Order(order.Number)), cancellationToken);
    }

    private async Task<(Refund Refund, Order Order)> LoadAsync(Guid refundId, CancellationToken cancellationToken)
    {
        var refund = await db.Refunds.AsNoTracking().Include(refund => refund.Lines).SingleAsync(refund => refund.Id == refundId, cancellationToken);
        var order = await db.Orders.AsNoTracking().Include(order => order.Lines).SingleAsync(order => order.Id == refund.OrderId, cancellationToken);
        return (refund, order);
    }

    private async Task ToSellersAsync(Refund refund, Order order, string what, string subject, Func<Order, List<RefundLine>, MailBody> write, CancellationToken cancellationToken)
    {
        foreach (var part in refund.Lines.GroupBy(line => line.SellerId))
        {
            var key = $"refund-{what}:{refund.Id}:{part.Key}";
            await notifier.TellAsync(new Notice(NotificationKind.Payouts, part.Key, key, subject, write(order, [.. part]), urls.Refunds), cancellationToken);
        }
    }

    private Task TellBuyerAsync(Order order, string key, string title, MailBody body, CancellationToken cancellationToken) =>
        notifier.TellAsync(new Notice(NotificationKind.Orders, order.BuyerId, key, title, body, urls.Order(order.Number), order.BuyerEmail), cancellationToken);

    private static Money Sum(Refund refund, IEnumerable<RefundLine> lines) => new(lines.Sum(line => line.AmountCents), refund.Currency);
}
