using Marketplace.Core.Data;
using Marketplace.Core.Disputes;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Analytics;

/// <summary>Every event that moves a seller's figures leads to the same two steps: count it, and sum its buyer anew.</summary>
public sealed class SalesHandlers(MarketplaceDb db, CountMovement count, RefreshCustomers customers) :
    IOutboxHandler<OrderPaid>, IOutboxHandler<RefundBooked>, IOutboxHandler<RefundReturned>, IOutboxHandler<DisputeOpened>, IOutboxHandler<DisputeClosed>, IOutboxHandler<GuestOrdersClaimed>
{
    public async Task HandleAsync(OrderPaid message, CancellationToken cancellationToken)
    {
        await count.ExecuteAsync(MovementKind.Sale, message.OrderId, cancellationToken);
        await customers.ExecuteOfOrderAsync(message.OrderId, cancellationToken);
    }

    public Task HandleAsync(RefundBooked message, CancellationToken cancellationToken) => RefundAsync(MovementKind.Refund, message.RefundId, cancellationToken);

    public Task HandleAsync(RefundReturned message, CancellationToken cancellationToken) => RefundAsync(MovementKind.RefundReturned, message.RefundId, cancellationToken);

    public Task HandleAsync(DisputeOpened message, CancellationToken cancellationToken) => count.ExecuteAsync(MovementKind.DisputeOpened, message.DisputeId, cancellationToken);

    public async Task HandleAsync(DisputeClosed message, CancellationToken cancellationToken)
    {
        await count.ExecuteAsync(MovementKind.DisputeClosed, message.DisputeId, cancellationToken);
        await customers.ExecuteOfOrderAsync(await db.Disputes.Where(dispute => dispute.Id == message.DisputeId).Select(dispute => dispute.OrderId).SingleAsync(cancellationToken), cancellationToken);
    }

    public async Task HandleAsync(GuestOrdersClaimed message, CancellationToken cancellationToken)
    {
        var sellers = await db.OrderLines.Where(line => line.BuyerId == message.UserId && line.PaidAt != null).Select(line => line.SellerId).Distinct().ToListAsync(cancellationToken);
        await customers.ExecuteAsync(message.UserId, sellers, cancellationToken);
        await customers.ExecuteAsync(message.GuestId, sellers, cancellationToken);
    }

    private async Task RefundAsync(string kind, Guid refundId, CancellationToken cancellationToken)
    {
        await count.ExecuteAsync(kind, refundId, cancellationToken);
        await customers.ExecuteOfOrderAsync(await db.Refunds.Where(refund => refund.Id == refundId).Select(refund => refund.OrderId).SingleAsync(cancellationToken), cancellationToken);
    }
}
