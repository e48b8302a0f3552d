using System.Globalization;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Tax;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>The buyer's confirmation and one sale mail per seller.</summary>
public sealed class OrderMails(MarketplaceDb db, Notifier notifier, CheckoutUrls urls, TimeProvider time) : IOutboxHandler<OrderPaid>
{
    public async Task HandleAsync(OrderPaid message, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().Include(order => order.Lines).SingleAsync(order => order.Id == message.OrderId, cancellationToken);
        order.Lines.Sort((left, right) => left.Position.CompareTo(right.Position));
        var link = await LinkAsync(order, cancellationToken);
        await notifier.TellAsync(new Notice(NotificationKind.Orders, order.BuyerId, $"order-confirmation:{order.Id}", $"Your order {order.Number}", Confirmation(order, link), link, order.BuyerEmail), cancellationToken);

        var sellerIds = order.Lines.Select(line => line.SellerId).Distinct().ToList();
        var sellers = await db.Users.AsNoTracking().Where(user => sellerIds.Contains(user.Id)).ToListAsync(cancellationToken);
        foreach (var seller in sellers)
        {
            var lines = order.Lines.Where(line => line.SellerId == seller.Id).ToList();
            var amount = new Money(lines.Sum(line => line.SellerAmountCents), order.Currency);
            await notifier.TellAsync(new Notice(
                NotificationKind.Sales, seller.Id, $"sale:{order.Id}:{seller.Id}", $"You sold {lines[0].Title}: {amount} for you", Sale(order, seller.DisplayName, lines), urls.Sales), cancellationToken);
        }
    }

    private MailBody Confirmation(Order order, Uri link)
    {
        var body = new MailBody()
            .Paragraph($"{(order.GuestCartId is null ? $"Thank you, {order.BuyerName}" : "Thank you")}. Your order {order.Number} is paid and ready to download.")
            .Table([
                .. order.Lines.Select(line => ($"{line.Title} ({line.License} licence)", Amount(line.PriceCents, order))),
                .. Extras(order),
                ("Total", Amount(order.TotalCents, order)),
            ])
            .Link("Download your purchase", link);
        if (order.GuestCartId is not null)
        {
            return body.Paragraph("This link opens this order and its invoice without a sign-in, so keep it to yourself. Join with this e-mail address, and the order moves to your purchases.");
        }

        return body
            .Link(order.TotalCents > 0 ? "Your invoice" : "Your receipt", order.TotalCents > 0 ? urls.Invoice(order.Number) : urls.Receipt(order.Number))
            .Paragraph("You can download it from your purchases whenever you need it, including new versions.");
    }

    private static IEnumerable<(string Label, string Value)> SaleRows(OrderLine line, Order order)
    {
        yield return ($"{line.Title} ({line.License} licence)", Amount(line.PriceCents, order));
        if (line.DiscountCents > 0)
        {
            yield return ($"Your code {order.DiscountCode}", Amount(-line.DiscountCents, order));
        }

        yield return ("Marketplace fee", Amount(-line.PlatformFeeCents, order));
        yield return ("Payment processing", Amount(-line.ProcessingFeeCents, order));
        yield return ("You get", Amount(line.SellerAmountCents, order));
    }

    private static IEnumerable<(string Label, string Value)> Extras(Order order)
    {
        if (order.DiscountCents > 0)
        {
            yield return ($"Discount {order.DiscountCode}", Amount(-order.DiscountCents, order));
        }

        if (order.TaxCents > 0)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"Tax ({order.TaxRateBasisPoints / 100m:0.##} %, {order.BuyerCountry})"), Amount(order.TaxCents, order));
        }

        if (order.TaxNote == TaxAssessment.ReverseCharge)
        {
            yield return ("Tax", "reverse charge: owed by the buyer");
        }
    }

    /// <summary>A guest's link is made for the letter it stands in; only its hash is kept.</summary>
    private async Task<Uri> LinkAsync(Order order, CancellationToken cancellationToken)
    {
        if (order.GuestCartId is null)
        {
            return urls.Order(order.Number);
        }

        var token = GuestLink.Add(db, order.Id, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return urls.GuestOrder(token);
    }

    private MailBody Sale(Order order, string sellerName, List<OrderLine> lines) => new MailBody()
        .Paragraph($"Good news, {sellerName}: order {order.Number} is paid.")
        .Table(lines.SelectMany(line => SaleRows(line, order)))
        .Paragraph(string.Create(CultureInfo.InvariantCulture, $"The money is held for seven days, until {lines[0].ReleaseAt:d MMMM yyyy HH:mm} UTC, and follows with the next Monday's transfer."))
        .Link("See your payouts", urls.Payouts);

    private static string Amount(long cents, Order order) => new Money(cents, order.Currency).ToString();
}
