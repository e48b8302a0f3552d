using System.Runtime.CompilerServices;
using Marketplace.Api.Hosting;
using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Selling;

/// <summary>A seller's lists from their first row to their last, a batch at a time: a row that is added meanwhile is in it or not, none is twice.</summary>
internal sealed class SalesCsv(MarketplaceDb db, TimeProvider time)
{
    private const int BatchSize = 1_000;

    public static readonly string[] SalesHeads =
        ["order", "paid_at", "product", "licence", "currency", "price", "discount", "amount", "platform_fee", "processing_fee", "seller_amount", "refunded", "status", "held_until", "line"];

    public static readonly string[] PayoutHeads = ["kind", "status", "currency", "amount", "set_off_against_debt", "taken_back", "lines", "created_at", "arrival_at", "stripe_id"];

    public static readonly string[] ForecastHeads = ["order", "product", "currency", "amount", "held_until", "expected_at", "line"];

    public async IAsyncEnumerable<object?[]> SalesAsync(Guid sellerId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Guid? before = null;
        while (true)
        {
            var rows = await db.OrderLines.AsNoTracking()
                .Where(line => line.SellerId == sellerId && line.PaidAt != null && (before == null || line.Id < before))
                .OrderByDescending(line => line.Id)
                .Take(BatchSize)
                .Join(db.Orders, line => line.OrderId, order => order.Id, (line, order) => new { Line = line, order.Number })
                .OrderByDescending(row => row.Line.Id)
                .ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                yield return Sale(row.Line, row.Number);
            }

            if (rows.Count < BatchSize)
            {
                yield break;
            }

            before = rows[^1].Line.Id;
        }
    }

    public async IAsyncEnumerable<object?[]> PayoutsAsync(Guid sellerId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var before = (Guid?)null; ;)
        {
            var page = await db.SellerTransfers.AsNoTracking().Where(transfer => transfer.SellerId == sellerId && (before == null || transfer.Id < before))
                .OrderByDescending(transfer => transfer.Id).Take(BatchSize).ToListAsync(cancellationToken);
            foreach (var transfer in page)
            {
                yield return
                [
                    "transfer", transfer.State.ToString(), transfer.Currency, Amount(transfer.AmountCents, transfer.Currency), Amount(transfer.DebtCents, transfer.Currency),
                    Amount(transfer.ReversedCents, transfer.Currency), transfer.LineCount, transfer.CreatedAt, transfer.SentAt, transfer.StripeTransferId,
                ];
            }

            if (page.Count < BatchSize)
            {
                break;
            }

            before = page[^1].Id;
        }

        for (var before = (Guid?)null; ;)
        {
            var page = await db.BankPayouts.AsNoTracking().Where(payout => payout.SellerId == sellerId && (before == null || payout.Id < before))
                .OrderByDescending(payout => payout.Id).Take(BatchSize).ToListAsync(cancellationToken);
            foreach (var payout in page)
            {
                yield return
                [
                    "bank", payout.State.ToString(), payout.Currency, Amount(payout.AmountCents, payout.Currency), Amount(0, payout.Currency),
                    Amount(0, payout.Currency), 0, payout.CreatedAt, payout.ArrivalAt, payout.StripePayoutId,
                ];
            }

            if (page.Count < BatchSize)
            {
                yield break;
            }

            before = page[^1].Id;
        }
    }

    public async IAsyncEnumerable<object?[]> ForecastAsync(Guid sellerId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (at, id) = (DateTimeOffset.MinValue, Guid.Empty);
        while (true)
        {
            var rows = await db.OrderLines.FromSql(
                $"""
                select * from orders.lines
                where seller_id = {sellerId} and state in ('InEscrow', 'Released') and transfer_id is null and due_cents > 0 and (release_at, id) > ({at}, {id})
                order by release_at, id limit {BatchSize}
                """).AsNoTracking().ToListAsync(cancellationToken);
            var orderIds = rows.Select(line => line.OrderId).Distinct().ToList();
            var numbers = await db.Orders.Where(order => orderIds.Contains(order.Id)).ToDictionaryAsync(order => order.Id, order => order.Number, cancellationToken);
            foreach (var line in rows)
            {
                yield return
                [
                    numbers[line.OrderId], line.Title, line.Currency, Amount(line.DueCents, line.Currency), line.ReleaseAt,
                    PayoutPolicy.RunFor(line.ReleaseAt!.Value, now), line.Id.ToString(),
                ];
            }

            if (rows.Count < BatchSize)
            {
                yield break;
            }

            (at, id) = (rows[^1].ReleaseAt!.Value, rows[^1].Id);
        }
    }

    private static object?[] Sale(OrderLine line, string number) =>
    [
        number, line.PaidAt, line.Title, line.License.ToString(), line.Currency, Amount(line.PriceCents, line.Currency), Amount(line.DiscountCents, line.Currency),
        Amount(line.AmountCents, line.Currency), Amount(line.PlatformFeeCents, line.Currency), Amount(line.ProcessingFeeCents, line.Currency),
        Amount(line.SellerAmountCents, line.Currency), Amount(line.RefundedCents, line.Currency), line.State.ToString(), line.ReleaseAt, line.Id.ToString(),
    ];

    private static CsvNumber Amount(long cents, string currency) => new(LedgerChain.Amount(cents, currency));
}
