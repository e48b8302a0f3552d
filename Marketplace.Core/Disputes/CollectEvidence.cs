using System.Globalization;
using System.Text;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Disputes;

/// <summary>Gathers what speaks for the seller: what was bought, when it was delivered and downloaded, and the terms the buyer agreed to.</summary>
public sealed class CollectEvidence(MarketplaceDb db)
{
    private const int LongestLog = 20_000;

    /// <param name="statement">Added by the seller or the admin; empty when they add nothing.</param>
    public async Task<DisputeEvidence> ExecuteAsync(Dispute dispute, string statement, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().Include(order => order.Lines).SingleAsync(order => order.Id == dispute.OrderId, cancellationToken);
        order.Lines.Sort((left, right) => left.Position.CompareTo(right.Position));
        var lineIds = order.Lines.Select(line => line.Id).ToList();
        var downloads = await db.Downloads.AsNoTracking().Where(download => lineIds.Contains(download.OrderLineId)).OrderBy(download => download.At).ToListAsync(cancellationToken);
        return new(
            Describe(order),
            order.BuyerName,
            order.BuyerEmail,
            order.PaidAt!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Log(order, downloads),
            "Digital goods are delivered at once. Before paying, the buyer sees the price, the full licence text and until when a refund can be asked for: "
            + string.Join("; ", order.Lines.Select(line => $"{line.Title}: {line.RefundWindowDays} days")) + ".",
            order.Lines.Exists(line => line.RefundedCents > 0)
                ? "A part of this order has been refunded already; the disputed amount is beyond that."
                : "The goods were delivered as described, and the buyer has not been granted a refund.",
            statement);
    }

    private static string Describe(Order order)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"Order {order.Number}, paid {order.PaidAt:yyyy-MM-dd HH:mm} UTC, {new Money(order.TotalCents, order.Currency)}.");
        foreach (var line in order.Lines)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{line.Title}, {line.License} licence, {new Money(line.GrossCents, line.Currency)}, licence key {line.LicenseKey}. Downloadable source code and documentation.");
        }

        return text.ToString();
    }

    private static string Log(Order order, List<Download> downloads)
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{order.PaidAt:yyyy-MM-dd HH:mm:ss} UTC: download links and licence keys were issued to {order.BuyerEmail}.");
        foreach (var download in downloads)
        {
            var title = order.Lines.Single(line => line.Id == download.OrderLineId).Title;
            text.AppendLine(CultureInfo.InvariantCulture, $"{download.At:yyyy-MM-dd HH:mm:ss} UTC: the signed-in buyer downloaded “{title}”.");
        }

        return text.Length <= LongestLog ? text.ToString() : text.ToString(0, LongestLog);
    }
}
