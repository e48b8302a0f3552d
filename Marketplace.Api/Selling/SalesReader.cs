using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Payouts;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

/// <summary>A seller's sales and payouts, newest first.</summary>
internal sealed class SalesReader(MarketplaceDb db)
{
    public async Task<PageView<SaleView>> ListSalesAsync(Guid sellerId, PageRequest page, CancellationToken cancellationToken)
    {
        var sold = db.OrderLines.AsNoTracking().Where(line => line.SellerId == sellerId && line.PaidAt != null);
        var total = await sold.CountUpAsync(cancellationToken);
        if (page.Before is { } id)
        {
            sold = sold.Where(line => line.Id < id);
        }

        var rows = await sold.OrderByDescending(line => line.Id).Take(page.Limit + 1)
            .Join(db.Orders, line => line.OrderId, order => order.Id, (line, order) => new { Line = line, order.Number, Downloads = db.Downloads.Count(download => download.OrderLineId == line.Id) })
            .ToListAsync(cancellationToken);
        rows.Sort((left, right) => right.Line.Id.CompareTo(left.Line.Id));
        return new(
            [.. rows.Take(page.Limit).Select(row => ToView(row.Line, row.Number, row.Downloads))],
            total,
            rows.Count > page.Limit ? rows[page.Limit - 1].Line.Id.ToString("N") : null);
    }

    public async Task<PageView<PayoutView>> ListPayoutsAsync(Guid sellerId, PageRequest page, CancellationToken cancellationToken)
    {
        var transfers = db.SellerTransfers.AsNoTracking().Where(transfer => transfer.SellerId == sellerId);
        var payouts = db.BankPayouts.AsNoTracking().Where(payout => payout.SellerId == sellerId);
        var total = Math.Min(PageTotals.Most, await transfers.CountUpAsync(cancellationToken) + await payouts.CountUpAsync(cancellationToken));
        if (page.Before is { } id)
        {
            transfers = transfers.Where(transfer => transfer.Id < id);
            payouts = payouts.Where(payout => payout.Id < id);
        }

        var views = (await transfers.OrderByDescending(transfer => transfer.Id).Take(page.Limit + 1).ToListAsync(cancellationToken)).Select(ToView)
            .Concat((await payouts.OrderByDescending(payout => payout.Id).Take(page.Limit + 1).ToListAsync(cancellationToken)).Select(ToView))
            .OrderByDescending(view => view.Id)
            .Take(page.Limit + 1)
            .ToList();
        return new([.. views.Take(page.Limit)], total, views.Count > page.Limit ? views[page.Limit - 1].Id.ToString("N") : null);
    }

    private static SaleView ToView(OrderLine line, string number, int downloads)
    {
        MoneyView Amount(long cents) => new Money(cents, line.Currency).ToView();
        return new(
            line.Id, number, line.ProductId, line.Title, line.License.ToView(), Amount(line.AmountCents), Amount(line.PlatformFeeCents),
            Amount(line.ProcessingFeeCents), Amount(line.SellerAmountCents), ToView(line.State), line.PaidAt!.Value, line.ReleaseAt!.Value, downloads);
    }

    private static SaleStatus ToView(OrderLineState state) => state switch
    {
        OrderLineState.InEscrow => SaleStatus.InEscrow,
        OrderLineState.Released => SaleStatus.Available,
        OrderLineState.Transferred => SaleStatus.Transferred,
        OrderLineState.Refunded => SaleStatus.Refunded,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    private static PayoutView ToView(SellerTransfer transfer) => new(
        transfer.Id,
        PayoutKind.Transfer,
        transfer.State switch
        {
            TransferState.Created => PayoutStatus.Pending,
            TransferState.Sent => PayoutStatus.Paid,
            TransferState.Failed => PayoutStatus.Failed,
            _ => throw new ArgumentOutOfRangeException(nameof(transfer), transfer.State, null),
        },
        new Money(transfer.AmountCents, transfer.Currency).ToView(),
        transfer.StripeTransferId,
        transfer.CreatedAt,
        transfer.SentAt,
        transfer.LineCount);

    private static PayoutView ToView(BankPayout payout) => new(
        payout.Id,
        PayoutKind.Bank,
        payout.State switch
        {
            BankPayoutState.Pending => PayoutStatus.Pending,
            BankPayoutState.InTransit => PayoutStatus.InTransit,
            BankPayoutState.Paid => PayoutStatus.Paid,
            BankPayoutState.Failed => PayoutStatus.Failed,
            _ => throw new ArgumentOutOfRangeException(nameof(payout), payout.State, null),
        },
        new Money(payout.AmountCents, payout.Currency).ToView(),
        payout.StripePayoutId,
        payout.CreatedAt,
        payout.ArrivalAt,
        0);
}
