using Marketplace.Api.Hosting;
using Marketplace.Contracts.Orders;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Orders;

/// <summary>Tells an order's buyer and its sellers where the money is. A seller sees the own lines only.</summary>
internal sealed class TimelineReader(MarketplaceDb db, TimeProvider time)
{
    public async Task<IReadOnlyList<TimelineEntryView>?> ReadAsync(Guid userId, Guid orderId, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().Include(order => order.Lines)
            .SingleOrDefaultAsync(order => order.Id == orderId && (order.BuyerId == userId || order.Lines.Any(line => line.SellerId == userId)), cancellationToken);
        if (order is null)
        {
            return null;
        }

        var isBuyer = order.BuyerId == userId;
        var lines = order.Lines.Where(line => isBuyer || line.SellerId == userId).OrderBy(line => line.Position).ToList();
        var transferIds = lines.Select(line => line.TransferId).OfType<Guid>().ToList();
        var transfers = await db.SellerTransfers.AsNoTracking().Where(transfer => transferIds.Contains(transfer.Id)).ToDictionaryAsync(transfer => transfer.Id, cancellationToken);
        return [.. Steps(order, lines, transfers, isBuyer).OrderBy(step => step.At).ThenBy(step => step.Done ? 0 : 1)];
    }

    private IEnumerable<TimelineEntryView> Steps(Order order, List<OrderLine> lines, Dictionary<Guid, SellerTransfer> transfers, bool isBuyer)
    {
        var total = new Money(isBuyer ? order.TotalCents : lines.Sum(line => line.AmountCents), order.Currency).ToView();
        yield return new(order.CreatedAt, "created", "Order placed", total, true);
        if (order.PaidAt is { } paidAt)
        {
            yield return new(paidAt, "paid", isBuyer ? "Paid. Your download is ready" : "Paid by the buyer", total, true);
        }

        foreach (var line in lines.Where(line => line.ReleaseAt is not null && line.AmountCents > 0))
        {
            var amount = new Money(line.SellerAmountCents, line.Currency).ToView();
            var releaseAt = line.ReleaseAt!.Value;
            yield return line.ReleasedAt is not null
                ? new(releaseAt, "release", $"{line.Title}: holding period over", amount, true)
                : new(releaseAt, "release", $"{line.Title}: held by the marketplace until then", amount, false);
            yield return line.TransferId is { } id && transfers.TryGetValue(id, out var transfer) && transfer.SentAt is { } sentAt
                ? new(sentAt, "transfer", $"{line.Title}: paid to the seller", amount, true)
                : new(PayoutPolicy.RunFor(releaseAt, time.GetUtcNow()), "transfer", $"{line.Title}: paid to the seller with that week's run", amount, false);
        }
    }
}
