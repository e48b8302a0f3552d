using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Refunds;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Refunds;

/// <summary>Refunds as views. A seller sees the own lines of a refund, and their sum.</summary>
internal sealed class RefundReader(MarketplaceDb db)
{
    public async Task<RefundView> GetAsync(Guid refundId, Guid? sellerId, CancellationToken cancellationToken) =>
        (await ReadAsync(db.Refunds.Where(refund => refund.Id == refundId), sellerId, canDecide: false, cancellationToken)).Single();

    public Task<List<RefundView>> OfOrderAsync(Guid orderId, Guid? sellerId, bool canDecide, CancellationToken cancellationToken) =>
        ReadAsync(Visible(sellerId).Where(refund => refund.OrderId == orderId), sellerId, canDecide, cancellationToken);

    /// <param name="sellerId">Null for an admin, who sees all.</param>
    public async Task<PageView<RefundView>> ListAsync(Guid? sellerId, PageRequest page, CancellationToken cancellationToken)
    {
        // A seller's are found by the lines' index: the refunds' own order would lead past everybody else's.
        var all = sellerId is null ? db.Refunds.Select(refund => refund.Id) : db.Set<RefundLine>().Where(line => line.SellerId == sellerId).Select(line => line.RefundId).Distinct();
        var total = await all.CountUpAsync(cancellationToken);
        var rest = page.Before is { } before ? all.Where(id => id < before) : all;
        var ids = await rest.OrderByDescending(id => id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var refunds = await ReadAsync(db.Refunds.Where(refund => ids.Contains(refund.Id)), sellerId, canDecide: true, cancellationToken);
        var next = refunds.Count > page.Limit ? refunds[page.Limit - 1].Id.ToString("N") : null;
        return new([.. refunds.Take(page.Limit)], total, next);
    }

    private IQueryable<Refund> Visible(Guid? sellerId) =>
        sellerId is null ? db.Refunds : db.Refunds.Where(refund => refund.Lines.Any(line => line.SellerId == sellerId));

    private async Task<List<RefundView>> ReadAsync(IQueryable<Refund> query, Guid? sellerId, bool canDecide, CancellationToken cancellationToken)
    {
        var refunds = await query.AsNoTracking().Include(refund => refund.Lines).OrderByDescending(refund => refund.Id).ToListAsync(cancellationToken);
        var orderIds = refunds.Select(refund => refund.OrderId).Distinct().ToList();
        var numbers = await db.Orders.Where(order => orderIds.Contains(order.Id)).ToDictionaryAsync(order => order.Id, order => order.Number, cancellationToken);
        var titles = await db.OrderLines.Where(line => orderIds.Contains(line.OrderId)).ToDictionaryAsync(line => line.Id, line => line.Title, cancellationToken);
        return [.. refunds.Select(refund => ToView(refund, numbers[refund.OrderId], titles, sellerId, canDecide))];
    }

    private static RefundView ToView(Refund refund, string number, Dictionary<Guid, string> titles, Guid? sellerId, bool canDecide)
    {
        MoneyView Amount(long cents) => new Money(cents, refund.Currency).ToView();
        var lines = refund.Lines.Where(line => sellerId is null || line.SellerId == sellerId).ToList();
        return new(
            refund.Id,
            refund.OrderId,
            number,
            ToView(refund.State),
            Amount(lines.Sum(line => line.AmountCents)),
            ToView(refund.Origin),
            refund.Reason,
            refund.DeclineReason,
            refund.Error,
            [.. lines.Select(line => new RefundLineView(line.OrderLineId, titles[line.OrderLineId], Amount(line.AmountCents), Amount(line.SellerCents)))],
            refund.CreatedAt,
            refund.BookedAt,
            canDecide && refund.State == RefundState.Requested && lines.Count == refund.Lines.Count);
    }

    private static string ToView(RefundOrigin origin) => origin switch
    {
        RefundOrigin.Buyer => "buyer",
        RefundOrigin.Seller => "seller",
        RefundOrigin.Admin => "admin",
        RefundOrigin.Stripe => "stripe",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, null),
    };

    private static RefundStatus ToView(RefundState state) => state switch
    {
        RefundState.Requested => RefundStatus.Requested,
        RefundState.Declined => RefundStatus.Declined,
        RefundState.Created => RefundStatus.Processing,
        RefundState.Pending => RefundStatus.Pending,
        RefundState.Succeeded => RefundStatus.Succeeded,
        RefundState.Failed => RefundStatus.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
