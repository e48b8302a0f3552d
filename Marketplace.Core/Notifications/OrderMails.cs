using System.Globalization;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>The buyer's confirmation and one sale mail per seller.</summary>
public sealed class OrderMails(MarketplaceDb db, MailDelivery mails, CheckoutUrls urls) : IOutboxHandler<OrderPaid>
{
    public async Task HandleAsync(OrderPaid message, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().Include(order => order.Lines).SingleAsync(order => order.Id == message.OrderId, cancellationToken);
        order.Lines.Sort((left, right) => left.Position.CompareTo(right.Position));
        await mails.SendOnceAsync($"order-confirmation:{order.Id}", order.BuyerEmail, $"Your order {order.Number}", Confirmation(order), cancellationToken);

        var sellerIds = order.Lines.Select(line => line.SellerId).Distinct().ToList();
        var sellers = await db.Users.AsNoTracking().Where(user => sellerIds.Contains(user.Id)).ToListAsync(cancellationToken);
        foreach (var seller in sellers)
        {
            var lines = order.Lines.Where(line => line.SellerId == seller.Id).ToList();
            var amount = new Money(lines.Sum(line => line.SellerAmountCents), order.Currency);
            await mails.SendOnceAsync($"sale:{order.Id}:{seller.Id}", seller.Email, $"You sold {lines[0].Title}: {amount} for you", Sale(order, seller.DisplayName, lines), cancellationToken);
        }
    }

    private MailBody Confirmation(Order order) => new MailBody()
        .Paragraph($"Thank you, {order.BuyerName}. Your order {order.Number} is paid and ready to download.")
        .Table([
            .. order.Lines.Select(line => ($"{line.Title} ({line.License} licence)", Amount(line.PriceCents, order))),
            ("Total", Amount(order.TotalCents, order)),
        ])
        .Link("Download your purchase", urls.Order(order.Number))
        .Link(order.TotalCents > 0 ? "Your invoice" : "Your receipt", order.TotalCents > 0 ? urls.Invoice(order.Number) : urls.Receipt(order.Number))
        .Paragraph("You can download it from your purchases whenever you need it, including new versions.");

    private MailBody Sale(Order order, string sellerName, List<OrderLine> lines) => new MailBody()
        .Paragraph($"Good news, {sellerName}: order {order.Number} is paid.")
        .Table(lines.SelectMany(line => new[]
        {
            ($"{line.Title} ({line.License} licence)", Amount(line.PriceCents, order)),
            ("Marketplace fee", Amount(-line.PlatformFeeCents, order)),
            ("Payment processing", Amount(-line.ProcessingFeeCents, order)),
            ("You get", Amount(line.SellerAmountCents, order)),
        }))
        .Paragraph(string.Create(CultureInfo.InvariantCulture, $"The money is held for seven days, until {lines[0].ReleaseAt:d MMMM yyyy HH:mm} UTC, and follows with the next Monday's transfer."))
        .Link("See your payouts", urls.Payouts);

    private static string Amount(long cents, Order order) => new Money(cents, order.Currency).ToString();
}
