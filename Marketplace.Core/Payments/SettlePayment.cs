using Marketplace.Core.Cart;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments;

/// <summary>
/// Brings an order up to what Stripe says of its payment page. The buyer's return, the webhook and the sweeper all call this;
/// the first one books, the others find it done (MONEY.md 8).
/// </summary>
public sealed class SettlePayment(MarketplaceDb db, IPaymentGateway gateway, TimeProvider time)
{
    /// <returns>The payment's state afterwards.</returns>
    /// <exception cref="PaymentGatewayException">Stripe cannot be asked; nothing has changed.</exception>
    public async Task<PaymentState> ExecuteAsync(Guid paymentId, CancellationToken cancellationToken)
    {
        var payment = await db.Payments.AsNoTracking().SingleAsync(payment => payment.Id == paymentId, cancellationToken);
        if (payment.IsFinal || payment.SessionId is null)
        {
            return payment.State;
        }

        var session = await gateway.GetSessionAsync(payment.SessionId, cancellationToken);
        return session.Status == SessionStatus.Open ? payment.State : await ApplyAsync(payment.Id, payment.OrderId, session, cancellationToken);
    }

    /// <summary>
    /// The order of a charge that Stripe tells something of: a refund, a dispute, a fraud warning. Its payment is settled first, because that
    /// news may have overtaken the sale's.
    /// </summary>
    /// <param name="paymentId">Our payment's id in Stripe's metadata.</param>
    /// <returns>Null for a charge that is not the marketplace's.</returns>
    /// <exception cref="NewsOutstandingException">The payment is not settled with this charge yet.</exception>
    public async Task<Guid?> FindOrderAsync(Guid? paymentId, string chargeId, CancellationToken cancellationToken)
    {
        if (paymentId is not { } id || !await db.Payments.AnyAsync(payment => payment.Id == id, cancellationToken))
        {
            return null;
        }

        await ExecuteAsync(id, cancellationToken);
        return await db.Payments.Where(payment => payment.Id == id && payment.ChargeId == chargeId).Select(payment => (Guid?)payment.OrderId).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NewsOutstandingException($"Payment {id} is not settled with charge {chargeId}.");
    }

    /// <summary>Applies an answer of Stripe's that the caller already has.</summary>
    public Task<PaymentState> ApplyAsync(Guid paymentId, Guid orderId, CheckoutSession session, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var order = await db.Orders.FromSql($"select * from orders.orders where id = {orderId} for update").AsTracking().SingleAsync(cancellationToken);
        var payment = await db.Payments.AsTracking().SingleAsync(payment => payment.Id == paymentId, cancellationToken);
        if (payment.IsFinal)
        {
            return payment.State;
        }

        await db.Entry(order).Collection(order => order.Lines).Query().OrderBy(line => line.Position).LoadAsync(cancellationToken);
        order.Lines.Sort((left, right) => left.Position.CompareTo(right.Position));
        var now = time.GetUtcNow();
        switch (session)
        {
            case { Status: SessionStatus.Paid, Charge: { } charge }:
                await BookAsync(order, payment, charge, session.Presented, now, cancellationToken);
                break;
            case { Status: SessionStatus.Processing }:
                payment.Processing();
                break;
            case { Status: SessionStatus.Expired }:
                order.Cancel();
                payment.Expired(now);
                break;
            case { Status: SessionStatus.Failed }:
                order.Cancel();
                payment.Failed(now);
                db.Publish(new PaymentFailed(order.Id), now);
                break;
        }

        await db.SaveChangesAsync(cancellationToken);
        return payment.State;
    }, cancellationToken);

    private async Task BookAsync(Order order, Payment payment, SessionCharge charge, Money? presented, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (charge.Amount != new Money(order.TotalCents, order.Currency))
        {
            throw new InvalidOperationException($"Order {order.Number} is {order.TotalCents} {order.Currency}, but charge {charge.ChargeId} is {charge.Amount.Cents} {charge.Amount.Currency}.");
        }

        order.MarkPaid(charge.PaidAt, charge.Fee.Cents, EscrowPolicy.ReleaseAt(charge.PaidAt));
        if (presented is { } shown)
        {
            order.Presented(shown.Currency, shown.Cents);
        }

        payment.Succeeded(charge.ChargeId, charge.Fee.Cents, now);
        db.JournalEntries.Add(SaleBooking.Create(order, charge.ChargeId, now));
        await PaidOrder.FollowUpAsync(db, order, now, cancellationToken);
    }
}

/// <summary>What every paid order brings about, with or without a charge.</summary>
internal static class PaidOrder
{
    public static async Task FollowUpAsync(MarketplaceDb db, Order order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Ordered by id, so that two orders with the same products cannot block each other.
        foreach (var productId in order.Lines.Select(line => line.ProductId).Distinct().Order())
        {
            await db.Products.Where(product => product.Id == productId)
                .ExecuteUpdateAsync(set => set.SetProperty(product => product.SalesCount, product => product.SalesCount + 1), cancellationToken);
            db.Publish(new ProductChanged(productId), now);
        }

        var bought = order.Lines.Select(line => line.ProductId).ToList();
        var newest = await db.Products.Where(product => bought.Contains(product.Id)).Select(product => new { product.Id, product.LatestVersionId })
            .ToDictionaryAsync(product => product.Id, product => product.LatestVersionId, cancellationToken);
        foreach (var line in order.Lines)
        {
            line.BoughtVersionId = newest[line.ProductId];
        }

        await db.Set<CartLine>()
            .Where(line => bought.Contains(line.ProductId) && CartsOf(db, order).Any(cart => cart.Id == line.CartId))
            .ExecuteDeleteAsync(cancellationToken);
        await CartsOf(db, order).Where(cart => cart.DiscountCode == order.DiscountCode)
            .ExecuteUpdateAsync(set => set.SetProperty(cart => cart.DiscountCode, (string?)null), cancellationToken);
        db.Publish(new OrderPaid(order.Id), now);
    }

    private static IQueryable<ShoppingCart> CartsOf(MarketplaceDb db, Order order) =>
        db.Carts.Where(cart => cart.UserId == order.BuyerId || (order.GuestCartId != null && cart.Id == order.GuestCartId && cart.UserId == null));
}
