using System.Globalization;
using Marketplace.Core.Data;
using Marketplace.Core.Disputes;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Webhooks;

/// <summary>Sales, refunds and disputes, to each of an order's sellers: the own lines only, and nothing of the buyer.</summary>
public sealed class OrderWebhooks(MarketplaceDb db, WebhookOutlet outlet) :
    IOutboxHandler<OrderPaid>, IOutboxHandler<RefundBooked>, IOutboxHandler<RefundReturned>, IOutboxHandler<DisputeOpened>, IOutboxHandler<DisputeClosed>
{
    public async Task HandleAsync(OrderPaid message, CancellationToken cancellationToken)
    {
        var order = await OrderAsync(message.OrderId, cancellationToken);
        foreach (var seller in order.Lines.OrderBy(line => line.Position).GroupBy(line => line.SellerId))
        {
            await outlet.TellAsync(seller.Key, WebhookEvents.OrderPaid, $"{order.Id:N}", order.PaidAt!.Value,
                () => new PaidOrderData(order.Id, order.Number, order.PaidAt.Value, [.. seller.Select(ToData)]), cancellationToken);
        }
    }

    public Task HandleAsync(RefundBooked message, CancellationToken cancellationToken) => TellOfRefundAsync(message.RefundId, WebhookEvents.OrderRefunded, refund => refund.BookedAt, cancellationToken);

    public Task HandleAsync(RefundReturned message, CancellationToken cancellationToken) => TellOfRefundAsync(message.RefundId, WebhookEvents.RefundReturned, refund => refund.FailedAt, cancellationToken);

    public Task HandleAsync(DisputeOpened message, CancellationToken cancellationToken) => TellOfDisputeAsync(message.DisputeId, WebhookEvents.DisputeOpened, dispute => dispute.CreatedAt, cancellationToken);

    public Task HandleAsync(DisputeClosed message, CancellationToken cancellationToken) => TellOfDisputeAsync(message.DisputeId, WebhookEvents.DisputeClosed, dispute => dispute.ClosedAt ?? dispute.CreatedAt, cancellationToken);

    private async Task TellOfRefundAsync(Guid refundId, string type, Func<Refund, DateTimeOffset?> at, CancellationToken cancellationToken)
    {
        var refund = await db.Refunds.AsNoTracking().Include(refund => refund.Lines).SingleAsync(refund => refund.Id == refundId, cancellationToken);
        var order = await OrderAsync(refund.OrderId, cancellationToken);
        foreach (var seller in refund.Lines.GroupBy(part => part.SellerId))
        {
            await outlet.TellAsync(seller.Key, type, $"{refund.Id:N}", at(refund) ?? refund.CreatedAt,
                () => new RefundData(refund.Id, order.Id, order.Number, refund.Reason, [.. seller.Select(part => ToData(part, order))]), cancellationToken);
        }
    }

    private async Task TellOfDisputeAsync(Guid disputeId, string type, Func<Dispute, DateTimeOffset> at, CancellationToken cancellationToken)
    {
        var dispute = await db.Disputes.AsNoTracking().Include(dispute => dispute.Lines).SingleAsync(dispute => dispute.Id == disputeId, cancellationToken);
        var number = await db.Orders.Where(order => order.Id == dispute.OrderId).Select(order => order.Number).SingleAsync(cancellationToken);
        foreach (var seller in dispute.SellerIds)
        {
            var lines = dispute.Lines.Where(line => line.SellerId == seller).Select(line => new DisputedLineData(line.OrderLineId, WebhookMoney.Of(line.AmountCents, dispute.Currency)));
            await outlet.TellAsync(seller, type, $"{dispute.Id:N}", at(dispute),
                () => new DisputeData(dispute.Id, dispute.OrderId, number, dispute.Reason, StatusOf(dispute.State), dispute.EvidenceDueAt, [.. lines]), cancellationToken);
        }
    }

    private Task<Order> OrderAsync(Guid orderId, CancellationToken cancellationToken) =>
        db.Orders.AsNoTracking().Include(order => order.Lines).SingleAsync(order => order.Id == orderId, cancellationToken);

    private static PaidLineData ToData(OrderLine line)
    {
        WebhookMoney Amount(long cents) => WebhookMoney.Of(cents, line.Currency);
        return new(
            line.Id, line.ProductId, line.Slug, line.Title, line.License.ToString().ToLower(CultureInfo.InvariantCulture), Amount(line.AmountCents), Amount(line.DiscountCents),
            Amount(line.PlatformFeeCents), Amount(line.ProcessingFeeCents), Amount(line.SellerAmountCents), line.ReleaseAt!.Value);
    }

    private static RefundedLineData ToData(RefundLine part, Order order)
    {
        var line = order.Lines.Single(line => line.Id == part.OrderLineId);
        return new(
            line.Id, line.ProductId, line.Slug, line.Title, WebhookMoney.Of(part.AmountCents, line.Currency), WebhookMoney.Of(part.SellerCents, line.Currency),
            line.State == OrderLineState.Refunded);
    }

    private static string StatusOf(DisputeState state) => state switch
    {
        DisputeState.Inquiry => "inquiry",
        DisputeState.NeedsResponse => "needs_response",
        DisputeState.UnderReview => "under_review",
        DisputeState.Won => "won",
        DisputeState.Lost => "lost",
        DisputeState.InquiryClosed => "closed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
