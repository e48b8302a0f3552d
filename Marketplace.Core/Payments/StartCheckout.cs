using Marketplace.Core.Cart;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payments;

/// <param name="Url">Stripe's payment page; null when the order needs no payment or is paid already.</param>
public sealed record Checkout(Guid OrderId, string OrderNumber, string? Url);

public sealed record CheckoutBuyer(Guid Id, string Email, string Name);

/// <summary>
/// Makes an order from the buyer's cart and opens the payment page. The order and the payment are committed before Stripe is asked,
/// so an answer that is lost is found again: the same key gives the same order, and Stripe the same page.
/// </summary>
public sealed class StartCheckout(MarketplaceDb db, IPaymentGateway gateway, SettlePayment settle, CheckoutUrls urls, TimeProvider time, ILogger<StartCheckout> logger)
{
    private const string Operation = "checkout";

    public async Task<Result<Checkout>> ExecuteAsync(CheckoutBuyer buyer, string idempotencyKey, CancellationToken cancellationToken)
    {
        var created = await db.InTransactionAsync(() => FindOrCreateAsync(buyer, idempotencyKey, cancellationToken), cancellationToken);
        if (!created.IsOk)
        {
            return created.Error;
        }

        var order = created.Value;
        var payment = await db.Payments.AsNoTracking().SingleOrDefaultAsync(payment => payment.OrderId == order.Id, cancellationToken);
        if (payment is null || payment.IsFinal)
        {
            return new Checkout(order.Id, order.Number, null);
        }

        await CloseOtherPagesAsync(payment, cancellationToken);
        if (await FindBoughtAsync(order, cancellationToken) is { } title)
        {
            // An older page was paid at the last moment. The new one must not take the money a second time.
            await settle.ApplyAsync(payment.Id, order.Id, new("", SessionStatus.Expired, null, null), cancellationToken);
            return CheckoutErrors.AlreadyOwned(title);
        }

        return payment.SessionUrl is { } url ? new Checkout(order.Id, order.Number, url) : await OpenPageAsync(order, payment, cancellationToken);
    }

    private async Task<Result<Order>> FindOrCreateAsync(CheckoutBuyer buyer, string idempotencyKey, CancellationToken cancellationToken)
    {
        var request = IdempotentRequest.For(buyer.Id, Operation, idempotencyKey);
        await IdempotentRequests.LockAsync(db, buyer.Id, Operation, cancellationToken);
        var now = time.GetUtcNow();
        var known = await IdempotentRequests.FindAsync(db, request, now, cancellationToken);
        if (!known.IsOk)
        {
            return known.Error;
        }

        if (known.Value is { } orderId)
        {
            return await db.Orders.AsNoTracking().Include(order => order.Lines).SingleAsync(order => order.Id == orderId, cancellationToken);
        }

        var lines = await LoadLinesAsync(buyer.Id, cancellationToken);
        if (await RefuseAsync(buyer.Id, lines, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var order = await CreateOrderAsync(buyer, lines, now, cancellationToken);
        IdempotentRequests.Remember(db, request, order.Id, now);
        await db.SaveChangesAsync(cancellationToken);
        return order;
    }

    private Task<List<CartItem>> LoadLinesAsync(Guid buyerId, CancellationToken cancellationToken) => (
        from cart in db.Carts
        where cart.UserId == buyerId
        from line in db.Set<CartLine>()
        where line.CartId == cart.Id
        join product in db.Products on line.ProductId equals product.Id
        orderby line.AddedAt, line.ProductId
        select new CartItem(product, line.License)).AsNoTracking().ToListAsync(cancellationToken);

    private async Task<Error?> RefuseAsync(Guid buyerId, List<CartItem> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
        {
            return CheckoutErrors.EmptyCart;
        }

        if (items.FirstOrDefault(item => item.PriceCents is null) is { } gone)
        {
            return CheckoutErrors.Unavailable(gone.Product.Title);
        }

        if (items.FirstOrDefault(item => item.Product.SellerId == buyerId) is { } own)
        {
            return CheckoutErrors.OwnProduct(own.Product.Title);
        }

        var owned = await Owned(buyerId, items.Select(item => item.Product.Id)).ToListAsync(cancellationToken);
        if (items.FirstOrDefault(item => owned.Exists(line => line.ProductId == item.Product.Id && line.License == item.License)) is { } again)
        {
            return CheckoutErrors.AlreadyOwned(again.Product.Title);
        }

        var total = items.Sum(item => item.PriceCents!.Value);
        return total is > 0 and < FeePolicy.SmallestChargeCents ? CheckoutErrors.AmountTooSmall : null;
    }

    /// <summary>The title of a line of this pending order that the buyer owns by now; null when there is none.</summary>
    private async Task<string?> FindBoughtAsync(Order order, CancellationToken cancellationToken)
    {
        var owned = await Owned(order.BuyerId, order.Lines.Select(line => line.ProductId)).ToListAsync(cancellationToken);
        return order.Lines.Find(line => owned.Exists(bought => bought.ProductId == line.ProductId && bought.License == line.License))?.Title;
    }

    private IQueryable<OrderLine> Owned(Guid buyerId, IEnumerable<Guid> productIds) => db.OrderLines.AsNoTracking().Where(line =>
        line.BuyerId == buyerId && productIds.Contains(line.ProductId)
        && (line.State == OrderLineState.InEscrow || line.State == OrderLineState.Released || line.State == OrderLineState.Transferred));

    private async Task<Order> CreateOrderAsync(CheckoutBuyer buyer, List<CartItem> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var total = items.Sum(item => item.PriceCents!.Value);
        var order = new Order
        {
            Id = Guid.CreateVersion7(now),
            Number = await OrderNumbers.NextAsync(db, now, cancellationToken),
            BuyerId = buyer.Id,
            BuyerEmail = buyer.Email,
            BuyerName = buyer.Name,
            Currency = Currencies.Settlement,
            TotalCents = total,
            CreatedAt = now,
        };
        var shares = MoneyMath.Allocate(FeePolicy.ProcessingFee(total), [.. items.Select(item => item.PriceCents!.Value)]);
        order.Lines.AddRange(items.Select((item, position) => new OrderLine
        {
            Id = Guid.CreateVersion7(now),
            OrderId = order.Id,
            Position = position,
            ProductId = item.Product.Id,
            SellerId = item.Product.SellerId,
            BuyerId = buyer.Id,
            Slug = item.Product.Slug,
            Title = item.Product.Title,
            License = item.License,
            Currency = order.Currency,
            PriceCents = item.PriceCents!.Value,
            PlatformFeePercent = FeePolicy.PlatformPercent,
            PlatformFeeCents = FeePolicy.PlatformFee(item.PriceCents!.Value),
            ProcessingFeeCents = shares[position],
        }));
        db.Orders.Add(order);
        if (total == 0)
        {
            order.MarkPaid(now, 0, EscrowPolicy.ReleaseAt(now));
            await db.SaveChangesAsync(cancellationToken);
            await PaidOrder.FollowUpAsync(db, order, now, cancellationToken);
        }
        else
        {
            db.Payments.Add(new() { Id = Guid.CreateVersion7(now), OrderId = order.Id, BuyerId = buyer.Id, Currency = order.Currency, AmountCents = total, CreatedAt = now });
        }

        return order;
    }

    /// <summary>A buyer has one open payment page: an older one is closed, so that the same cart cannot be paid twice in two tabs.</summary>
    private async Task CloseOtherPagesAsync(Payment current, CancellationToken cancellationToken)
    {
        var others = await db.Payments.AsNoTracking()
            .Where(payment => payment.BuyerId == current.BuyerId && payment.State == PaymentState.Open && payment.Id != current.Id && payment.CreatedAt <= current.CreatedAt)
            .ToListAsync(cancellationToken);
        foreach (var other in others)
        {
            try
            {
                var session = await gateway.ExpireSessionAsync(other.SessionId!, cancellationToken);
                await settle.ApplyAsync(other.Id, other.OrderId, session, cancellationToken);
            }
            catch (PaymentGatewayException exception)
            {
                logger.LogWarning(exception, "The older payment page of payment {PaymentId} stays open until it expires", other.Id);
            }
        }
    }

    private async Task<Result<Checkout>> OpenPageAsync(Order order, Payment payment, CancellationToken cancellationToken)
    {
        var request = new SessionRequest(
            payment.Id,
            order.Id,
            order.Number,
            order.BuyerEmail,
            [.. order.Lines.Where(line => line.GrossCents > 0).OrderBy(line => line.Position)
                .Select(line => new SessionLine(line.Title, $"{line.License} licence", new(line.PriceCents, line.Currency)))],
            urls.Success(order.Id),
            urls.Cancel(order.Id),
            PaymentPolicy.PageExpiresAt(order.CreatedAt));
        CheckoutSession session;
        try
        {
            session = await gateway.CreateSessionAsync(request, cancellationToken);
        }
        catch (PaymentGatewayException exception)
        {
            logger.LogWarning(exception, "No payment page for order {OrderNumber}", order.Number);
            return CheckoutErrors.PaymentUnavailable;
        }

        await db.InTransactionAsync(async () =>
        {
            var row = await db.Payments.FromSql($"select * from payments.payments where id = {payment.Id} for update").AsTracking().SingleAsync(cancellationToken);
            if (!row.IsFinal)
            {
                row.Opened(session.Id, session.Url);
                await db.SaveChangesAsync(cancellationToken);
            }

            return default(Done);
        }, cancellationToken);
        return new Checkout(order.Id, order.Number, session.Url);
    }

    private sealed record CartItem(Product Product, LicenseKind License)
    {
        /// <summary>Null when it cannot be bought now.</summary>
        public long? PriceCents => !Product.IsPublic ? null : License == LicenseKind.Standard ? Product.PriceCents : Product.ExtendedPriceCents;
    }
}
