using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Orders;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Packages;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Orders;

/// <summary>A buyer's orders as views; ownership is in every query.</summary>
internal sealed class OrderReader(MarketplaceDb db, IFileStore files)
{
    public async Task<OrderView?> FindAsync(Guid buyerId, Guid orderId, CancellationToken cancellationToken) =>
        (await ReadAsync(db.Orders.Where(order => order.BuyerId == buyerId && order.Id == orderId), cancellationToken)).SingleOrDefault();

    public async Task<OrderView?> FindAsync(Guid buyerId, string number, CancellationToken cancellationToken) =>
        (await ReadAsync(db.Orders.Where(order => order.BuyerId == buyerId && order.Number == number), cancellationToken)).SingleOrDefault();

    /// <summary>For who has shown the order's link; <see cref="FindAsync(Guid, Guid, CancellationToken)"/> is for everybody else.</summary>
    public async Task<OrderView> GetAsync(Guid orderId, CancellationToken cancellationToken) =>
        (await ReadAsync(db.Orders.Where(order => order.Id == orderId), cancellationToken)).Single();

    public Task<bool> IsOwnAsync(Guid buyerId, Guid orderId, CancellationToken cancellationToken) =>
        db.Orders.AnyAsync(order => order.BuyerId == buyerId && order.Id == orderId, cancellationToken);

    public async Task<PageView<OrderView>> ListAsync(Guid buyerId, Guid? before, int limit, CancellationToken cancellationToken)
    {
        var own = db.Orders.Where(order => order.BuyerId == buyerId);
        var total = await own.CountUpAsync(cancellationToken);
        var page = before is { } id ? own.Where(order => order.Id < id) : own;
        var orders = await ReadAsync(page.OrderByDescending(order => order.Id).Take(limit + 1), cancellationToken);
        var next = orders.Count > limit ? orders[limit - 1].Id.ToString("N") : null;
        return new([.. orders.Take(limit)], total, next);
    }

    private async Task<List<OrderView>> ReadAsync(IQueryable<Order> query, CancellationToken cancellationToken)
    {
        var orders = await query.AsNoTracking().Include(order => order.Lines).ToListAsync(cancellationToken);
        orders.Sort((left, right) => right.Id.CompareTo(left.Id));
        var orderIds = orders.Select(order => order.Id).ToList();
        var pages = await db.Payments.Where(payment => orderIds.Contains(payment.OrderId) && payment.State == PaymentState.Open)
            .ToDictionaryAsync(payment => payment.OrderId, payment => payment.SessionUrl, cancellationToken);
        var context = await LineContext.LoadAsync(db, [.. orders.SelectMany(order => order.Lines)], cancellationToken);
        return [.. orders.Select(order => ToView(order, pages.GetValueOrDefault(order.Id), context))];
    }

    private OrderView ToView(Order order, string? checkoutUrl, LineContext context) => new(
        order.Id,
        order.Number,
        ToView(order.State),
        new Money(order.TotalCents, order.Currency).ToView(),
        new Money(order.TaxCents, order.Currency).ToView(),
        new Money(order.DiscountCents, order.Currency).ToView(),
        [.. order.Lines.OrderBy(line => line.Position).Select(line => ToView(line, context))],
        order.CreatedAt,
        order.PaidAt,
        order.State == OrderState.Pending ? checkoutUrl : null,
        order.DiscountCode,
        new(order.BuyerCountry, order.BuyerTaxId, order.TaxRateBasisPoints, order.TaxNote),
        order.BillingName,
        order.BillingAddress,
        order.PresentmentCurrency is { } currency && order.PresentmentCents is { } presented ? new Money(presented, currency).ToView() : null);

    private OrderLineView ToView(OrderLine line, LineContext context)
    {
        MoneyView Amount(long cents) => new Money(cents, line.Currency).ToView();
        return new(
            line.Id,
            line.ProductId,
            line.Slug,
            line.Title,
            line.License.ToView(),
            Amount(line.PriceCents),
            Amount(line.PlatformFeeCents),
            Amount(line.ProcessingFeeCents),
            Amount(line.SellerAmountCents),
            ToView(line.State),
            line.ReleaseAt,
            line.LicenseKey,
            context.Cover(line.ProductId, files),
            context.Seller(line.SellerId),
            context.LatestVersion(line.ProductId),
            context.Downloads(line.Id),
            Amount(line.DiscountCents),
            Amount(line.TaxCents));
    }

    private static OrderStatus ToView(OrderState state) => state switch
    {
        OrderState.Pending => OrderStatus.Pending,
        OrderState.Paid => OrderStatus.Paid,
        OrderState.PartiallyRefunded => OrderStatus.PartiallyRefunded,
        OrderState.Refunded => OrderStatus.Refunded,
        OrderState.Disputed => OrderStatus.Disputed,
        OrderState.Canceled => OrderStatus.Canceled,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    private static OrderLineStatus ToView(OrderLineState state) => state switch
    {
        OrderLineState.Pending => OrderLineStatus.Pending,
        OrderLineState.InEscrow => OrderLineStatus.InEscrow,
        OrderLineState.Released => OrderLineStatus.Released,
        OrderLineState.Transferred => OrderLineStatus.Transferred,
        OrderLineState.Refunded => OrderLineStatus.Refunded,
        OrderLineState.Canceled => OrderLineStatus.Canceled,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
