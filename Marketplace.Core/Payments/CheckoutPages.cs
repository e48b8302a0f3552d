using System.Globalization;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Payments;

/// <summary>Opens and closes payment pages. A buyer has one at a time, so that the same cart cannot be paid twice in two tabs.</summary>
public sealed class CheckoutPages(MarketplaceDb db, IPaymentGateway gateway, SettlePayment settle, CheckoutUrls urls, ILogger<CheckoutPages> logger)
{
    /// <summary>Closes the buyer's older pages; a guest's by the cart.</summary>
    /// <returns>False when Stripe could not be asked about one: it may be open still, and must not stand beside a new one.</returns>
    public async Task<bool> CloseOthersAsync(Order order, Payment current, CancellationToken cancellationToken)
    {
        var cartId = order.GuestCartId;
        var others = await db.Payments.AsNoTracking()
            .Where(payment => cartId == null ? payment.BuyerId == current.BuyerId : db.Orders.Any(other => other.Id == payment.OrderId && other.GuestCartId == cartId))
            .Where(payment => payment.State == PaymentState.Open && payment.Id != current.Id && payment.CreatedAt <= current.CreatedAt)
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
                logger.LogWarning(exception, "The older payment page of payment {PaymentId} could not be closed", other.Id);
                if (!exception.IsFinal)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <returns>The page's address.</returns>
    public async Task<Result<string>> OpenAsync(Order order, Payment payment, CancellationToken cancellationToken)
    {
        var request = new SessionRequest(
            payment.Id, order.Id, order.Number, order.BuyerEmail, Lines(order), urls.Success(order.Id), urls.Cancel(order.Id), PaymentPolicy.PageExpiresAt(order.CreatedAt));
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
        return session.Url ?? throw new InvalidOperationException($"Session {session.Id} has no page.");
    }

    /// <summary>What the page charges is the order's total: each line's amount after the discount, and the tax of all.</summary>
    public static IReadOnlyList<SessionLine> Lines(Order order)
    {
        Money Amount(long cents) => new(cents, order.Currency);
        List<SessionLine> lines =
        [
            .. order.Lines.Where(line => line.AmountCents > 0).OrderBy(line => line.Position)
                .Select(line => new SessionLine(line.Title, Description(line, order), Amount(line.AmountCents))),
        ];
        if (order.TaxCents > 0)
        {
            lines.Add(new("Tax", string.Create(CultureInfo.InvariantCulture, $"{order.TaxRateBasisPoints / 100m:0.##} % for {order.BuyerCountry}"), Amount(order.TaxCents)));
        }

        return lines;
    }

    private static string Description(OrderLine line, Order order) => line.DiscountCents > 0
        ? $"{line.License} licence; {order.DiscountCode} takes {Currencies.Format(line.DiscountCents, line.Currency)} off {Currencies.Format(line.PriceCents, line.Currency)}"
        : $"{line.License} licence";
}
