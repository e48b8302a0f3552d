using Marketplace.Core.Cart;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Selling;
using Marketplace.Core.Tax;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payments;

/// <param name="Url">Stripe's payment page; null when the order needs no payment or is paid already.</param>
/// <param name="GuestToken">Opens the order of a buyer without an account; a new one in each answer.</param>
public sealed record Checkout(Guid OrderId, string OrderNumber, string? Url, string? GuestToken = null);

/// <summary>
/// Makes an order from the buyer's cart and opens the payment page. The order and the payment are committed before Stripe is asked,
/// so an answer that is lost is found again: the same key gives the same order, and Stripe the same page.
/// </summary>
public sealed class StartCheckout(
    MarketplaceDb db, CartReader carts, PriceCart prices, DiscountUses uses, CheckoutPages pages, SettlePayment settle, SettlementCurrency currency, TimeProvider time,
    ILogger<StartCheckout> logger)
{
    private const string Operation = "checkout";

    // Prices and codes rarely change between reckoning and committing, and hardly twice.
    private const int Attempts = 3;

    public async Task<Result<Checkout>> ExecuteAsync(CheckoutBuyer buyer, string idempotencyKey, CheckoutDetails details, CancellationToken cancellationToken)
    {
        var place = TaxIdPolicy.Read(details.Country, details.TaxId);
        if (!place.IsOk)
        {
            return place.Error;
        }

        var created = await FindOrCreateAsync(buyer, details.RequestOf(buyer, Operation, idempotencyKey), details, place.Value, cancellationToken);
        if (!created.IsOk)
        {
            return created.Error;
        }

        var url = await PageAsync(created.Value, cancellationToken);
        return url.IsOk ? await AnswerAsync(created.Value, url.Value.Url, cancellationToken) : url.Error;
    }

    private async Task<Result<Page>> PageAsync(Order order, CancellationToken cancellationToken)
    {
        var payment = await db.Payments.AsNoTracking().SingleOrDefaultAsync(payment => payment.OrderId == order.Id, cancellationToken);
        if (payment is null || payment.IsFinal)
        {
            return new Page(null);
        }

        if (!await pages.CloseOthersAsync(order, payment, cancellationToken))
        {
            return CheckoutErrors.PaymentUnavailable;
        }

        if (await RefuseAfterClosingAsync(order, cancellationToken) is { } refusal)
        {
            // An older page was paid at the last moment. The new one must not take the money a second time.
            await settle.ApplyAsync(payment.Id, order.Id, new("", SessionStatus.Expired, null, null), cancellationToken);
            return refusal;
        }

        if (payment.SessionUrl is { } url)
        {
            return new Page(url);
        }

        var opened = await pages.OpenAsync(order, payment, cancellationToken);
        return opened.Select(address => new Page(address));
    }

    private async Task<Error?> RefuseAfterClosingAsync(Order order, CancellationToken cancellationToken)
    {
        var owner = order.GuestCartId is { } cartId ? new CartOwner(null, cartId) : new CartOwner(order.BuyerId, null);
        if (await RefuseAgainAsync(owner, [.. order.Lines.Select(line => (line.ProductId, line.License))], cancellationToken) is { } again)
        {
            return again;
        }

        return order.DiscountCode is not null && await uses.IsOverdrawnAsync(order, cancellationToken)
            ? DiscountErrors.Overdrawn(order.DiscountCode)
            : null;
    }

    private async Task<Checkout> AnswerAsync(Order order, string? url, CancellationToken cancellationToken)
    {
        if (order.GuestCartId is null)
        {
            return new(order.Id, order.Number, url);
        }

        var token = GuestLink.Add(db, order.Id, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new(order.Id, order.Number, url, token);
    }

    private async Task<Result<Order>> FindOrCreateAsync(CheckoutBuyer buyer, IdempotentRequest request, CheckoutDetails details, TaxPlace place, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var known = await FindAsync(request, cancellationToken);
            if (!known.IsOk || known.Value.Order is not null)
            {
                return known.IsOk ? known.Value.Order! : known.Error;
            }

            // The calculator may be a service, so it is asked before the transaction; the transaction checks that nothing has changed since.
            var draft = await DraftAsync(buyer, details, place, cancellationToken);
            if (!draft.IsOk)
            {
                return draft.Error;
            }

            var created = await db.InTransactionAsync(() => CreateAsync(draft.Value, request, cancellationToken), cancellationToken);
            if (created.IsOk || created.Error != CheckoutErrors.CartChanged || attempt == Attempts)
            {
                return created;
            }
        }
    }

    private async Task<Result<Known>> FindAsync(IdempotentRequest request, CancellationToken cancellationToken)
    {
        var known = await IdempotentRequests.FindAsync(db, request, time.GetUtcNow(), cancellationToken);
        if (!known.IsOk)
        {
            return known.Error;
        }

        return new Known(known.Value is { } id
            ? await db.Orders.AsNoTracking().Include(order => order.Lines).SingleAsync(order => order.Id == id, cancellationToken)
            : null);
    }

    private async Task<Result<CheckoutDraft>> DraftAsync(CheckoutBuyer buyer, CheckoutDetails details, TaxPlace place, CancellationToken cancellationToken)
    {
        var cart = await carts.ReadAsync(buyer.Owner, cancellationToken);
        if (cart is null || cart.Items.Count == 0)
        {
            return CheckoutErrors.EmptyCart;
        }

        if (await RefuseAsync(buyer, cart.Items, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        try
        {
            var priced = await prices.ExecuteAsync(buyer.Owner, cart.Items, cart.DiscountCode, place, cancellationToken);
            return priced switch
            {
                { Discount: { } code, Problem: not DiscountProblem.None } => DiscountErrors.NotApplicable(code, priced.Problem),
                _ when priced.TotalCents > 0 && priced.TotalCents < FeePolicy.SmallestCharge(currency.Code) => CheckoutErrors.AmountTooSmall(currency.Code),
                _ => new CheckoutDraft(buyer, cart.Items, priced, details, place, currency.Code),
            };
        }
        catch (TaxUnavailableException exception)
        {
            logger.LogWarning(exception, "No tax for the cart of {BuyerId}", buyer.Id);
            return CheckoutErrors.TaxUnavailable;
        }
    }

    private async Task<Error?> RefuseAsync(CheckoutBuyer buyer, IReadOnlyList<CartItem> items, CancellationToken cancellationToken)
    {
        if (items.FirstOrDefault(item => item.Problem != CartProblem.None) is { } wrong)
        {
            return wrong.Problem switch
            {
                CartProblem.OwnProduct => CheckoutErrors.OwnProduct(wrong.Product.Title),
                CartProblem.AlreadyOwned => CheckoutErrors.AlreadyOwned(wrong.Product.Title),
                _ => CheckoutErrors.Unavailable(wrong.Product.Title),
            };
        }

        return await RefuseAgainAsync(buyer.Owner, [.. items.Select(item => (item.Product.Id, item.License))], cancellationToken);
    }

    /// <summary>What the buyer has bought already, or pays by a bank debit that has not cleared; of a guest only what was bought from the same cart.</summary>
    private async Task<Error?> RefuseAgainAsync(CartOwner owner, List<(Guid ProductId, LicenseKind License)> wanted, CancellationToken cancellationToken)
    {
        var productIds = wanted.ConvertAll(item => item.ProductId);
        var taken = db.OrderLines.AsNoTracking().Where(line => productIds.Contains(line.ProductId)
            && (line.State == OrderLineState.InEscrow || line.State == OrderLineState.Released || line.State == OrderLineState.Transferred
                || (line.State == OrderLineState.Pending && db.Payments.Any(payment => payment.OrderId == line.OrderId && payment.State == PaymentState.Processing))));
        var lines = await (owner.UserId is { } userId
            ? taken.Where(line => line.BuyerId == userId)
            : taken.Where(line => db.Orders.Any(order => order.Id == line.OrderId && order.GuestCartId == owner.CartId))).ToListAsync(cancellationToken);
        return lines.Find(line => wanted.Contains((line.ProductId, line.License))) switch
        {
            null => null,
            { State: OrderLineState.Pending } line => CheckoutErrors.PaymentUnderWay(line.Title),
            var line => CheckoutErrors.AlreadyOwned(line.Title),
        };
    }

    private async Task<Result<Order>> CreateAsync(CheckoutDraft draft, IdempotentRequest request, CancellationToken cancellationToken)
    {
        await IdempotentRequests.LockAsync(db, request.UserId, Operation, cancellationToken);
        var known = await FindAsync(request, cancellationToken);
        if (!known.IsOk || known.Value.Order is not null)
        {
            return known.IsOk ? known.Value.Order! : known.Error;
        }

        var now = time.GetUtcNow();
        var cart = await carts.ReadAsync(draft.Buyer.Owner, cancellationToken);
        var confirmed = await prices.ConfirmAsync(draft.Buyer.Owner, cart?.Items ?? [], draft.Priced, cancellationToken);
        if (confirmed.Problem != DiscountProblem.None)
        {
            return DiscountErrors.NotApplicable(draft.Priced.Discount!, confirmed.Problem);
        }

        if (!confirmed.IsUnchanged || !draft.IsFor(cart))
        {
            return CheckoutErrors.CartChanged;
        }

        var order = draft.ToOrder(await OrderNumbers.NextAsync(db, now, cancellationToken), now);
        db.Orders.Add(order);
        if (order.TotalCents == 0)
        {
            order.MarkPaid(now, 0, EscrowPolicy.ReleaseAt(now));
            await db.SaveChangesAsync(cancellationToken);
            await PaidOrder.FollowUpAsync(db, order, now, cancellationToken);
        }
        else
        {
            db.Payments.Add(new() { Id = Guid.CreateVersion7(now), OrderId = order.Id, BuyerId = order.BuyerId, Currency = order.Currency, AmountCents = order.TotalCents, CreatedAt = now });
        }

        IdempotentRequests.Remember(db, request, order.Id, now);
        await db.SaveChangesAsync(cancellationToken);
        return order;
    }

    private sealed record Known(Order? Order);

    private sealed record Page(string? Url);
}
