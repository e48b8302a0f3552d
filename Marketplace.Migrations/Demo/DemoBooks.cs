using System.Globalization;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Migrations.Demo;

/// <summary>
/// The demo's past in orders and ledger. Its charges do not exist at Stripe (<c>ch_demo_…</c>), so it ends before the present:
/// every line is released, transferred and at the seller's bank, and no job has anything left to ask Stripe for.
/// </summary>
internal sealed class DemoBooks(MarketplaceDb db, DemoCatalog catalog, IReadOnlyDictionary<Guid, string> stripeAccounts)
{
    private readonly Dictionary<int, (Guid Id, string Email, string Name)> people = DemoPeople.Accounts(catalog)
        .ToDictionary(account => int.Parse(account.Id.ToString()[24..], CultureInfo.InvariantCulture), account => (account.Id, account.Email, account.DisplayName));

    /// <summary>The last Tuesday's bank payouts have arrived; sales released by the Monday before it may be in them.</summary>
    public static DateTimeOffset LastSaleAt(DateTimeOffset now) => PayoutPolicy.RunDue(now.AddDays(-1)) - EscrowPolicy.HoldingPeriod;

    /// <returns>The order lines by purchase.</returns>
    public async Task<IReadOnlyDictionary<DemoPurchase, OrderLine>> WriteAsync(IReadOnlyList<IReadOnlyList<DemoPurchase>> orders, CancellationToken cancellationToken)
    {
        var numbers = await db.Database
            .SqlQuery<long>($"select nextval('orders.order_number') as \"Value\" from generate_series(1, {orders.Count})")
            .ToListAsync(cancellationToken);
        var lines = new Dictionary<DemoPurchase, OrderLine>();
        var charges = new Dictionary<Guid, (Order Order, string ChargeId)>();
        foreach (var (purchases, number) in orders.Zip(numbers))
        {
            var order = CreateOrder(purchases, number);
            foreach (var (purchase, line) in purchases.Zip(order.Lines))
            {
                lines[purchase] = line;
                purchase.Listing.Product.SalesCount++;
            }

            if (Pay(order, number) is { } chargeId)
            {
                charges[order.Id] = (order, chargeId);
            }
        }

        Release(lines.Values);
        PayOut([.. lines.Values.Where(line => line.PriceCents > 0)], charges);
        return lines;
    }

    private Order CreateOrder(IReadOnlyList<DemoPurchase> purchases, long number)
    {
        var at = purchases[^1].At;
        var buyer = people[purchases[0].Buyer];
        long[] prices = [.. purchases.Select(purchase => purchase.Listing.Product.PriceOf(purchase.License)!.Value)];
        var order = new Order
        {
            Id = Guid.CreateVersion7(at),
            Number = string.Create(CultureInfo.InvariantCulture, $"MP-{at.Year:0000}-{number:000000}"),
            BuyerId = buyer.Id,
            BuyerEmail = buyer.Email,
            BuyerName = buyer.Name,
            Currency = Currencies.Default,
            TotalCents = prices.Sum(),
            IsDemo = true,
            CreatedAt = at.AddMinutes(-2),
        };
        order.Lines.AddRange(purchases.Select((purchase, position) => new OrderLine
        {
            Id = Guid.CreateVersion7(at),
            OrderId = order.Id,
            Position = position,
            ProductId = purchase.Listing.Product.Id,
            SellerId = purchase.Listing.Product.SellerId,
            BuyerId = buyer.Id,
            Slug = purchase.Listing.Product.Slug,
            Title = purchase.Listing.Product.Title,
            License = purchase.License,
            Currency = order.Currency,
            PriceCents = prices[position],
            PlatformFeePercent = FeePolicy.PlatformPercent,
            PlatformFeeCents = FeePolicy.PlatformFee(prices[position]),
            ProcessingFeeCents = 0,
            BoughtVersionId = purchase.Listing.Product.LatestVersionId,
        }));
        order.MarkPaid(at, FeePolicy.ProcessingFee(order.TotalCents), EscrowPolicy.ReleaseAt(at));
        db.Orders.Add(order);
        return order;
    }

    /// <returns>The charge; null for an order of free products.</returns>
    private string? Pay(Order order, long number)
    {
        if (order.TotalCents == 0)
        {
            return null;
        }

        var chargeId = string.Create(CultureInfo.InvariantCulture, $"ch_demo_{number:000000}");
        var payment = new Payment
        {
            Id = Guid.CreateVersion7(order.CreatedAt),
            OrderId = order.Id,
            BuyerId = order.BuyerId,
            Currency = order.Currency,
            AmountCents = order.TotalCents,
            CreatedAt = order.CreatedAt,
        };
        payment.Succeeded(chargeId, FeePolicy.ProcessingFee(order.TotalCents), order.PaidAt!.Value);
        db.Payments.Add(payment);
        db.JournalEntries.Add(SaleBooking.Create(order, chargeId, order.PaidAt.Value));
        return chargeId;
    }

    private void Release(IEnumerable<OrderLine> lines)
    {
        foreach (var line in lines)
        {
            line.Release(line.ReleaseAt!.Value.AddSeconds(20));
            if (line.SellerAmountCents > 0)
            {
                db.JournalEntries.Add(ReleaseEscrow.Book(line, line.ReleasedAt!.Value));
            }
        }
    }

    private void PayOut(List<OrderLine> lines, Dictionary<Guid, (Order Order, string ChargeId)> charges)
    {
        foreach (var week in lines.GroupBy(line => PayoutPolicy.NextRun(line.ReleaseAt!.Value)).OrderBy(group => group.Key))
        {
            var run = new PayoutRun { Id = Guid.CreateVersion7(week.Key), MondayAt = week.Key, StartedAt = week.Key.AddSeconds(4), CompletedAt = week.Key.AddSeconds(31) };
            db.PayoutRuns.Add(run);
            foreach (var seller in week.GroupBy(line => line.SellerId))
            {
                foreach (var group in seller.GroupBy(line => line.OrderId))
                {
                    Transfer(run, seller.Key, [.. group], charges[group.Key].Order.Number, charges[group.Key].ChargeId);
                }

                ReachBank(seller.Key, seller.Sum(line => line.SellerAmountCents), week.Key.AddDays(1));
            }
        }
    }

    private void Transfer(PayoutRun run, Guid sellerId, List<OrderLine> lines, string orderNumber, string chargeId)
    {
        var transfer = new SellerTransfer
        {
            Id = Guid.CreateVersion7(run.StartedAt),
            RunId = run.Id,
            SellerId = sellerId,
            OrderId = lines[0].OrderId,
            OrderNumber = orderNumber,
            ChargeId = chargeId,
            IsFromCharge = true,
            DestinationAccountId = stripeAccounts.GetValueOrDefault(sellerId, "acct_demo"),
            Currency = lines[0].Currency,
            AmountCents = lines.Sum(line => line.SellerAmountCents),
            LineCount = lines.Count,
            CreatedAt = run.StartedAt,
        };
        lines.ForEach(line => line.PutIntoTransfer(transfer.Id));
        transfer.Sent($"tr_demo_{transfer.Id:N}", run.StartedAt.AddSeconds(9));
        db.SellerTransfers.Add(transfer);
        db.JournalEntries.Add(SendTransfer.Book(transfer, lines, run.StartedAt.AddSeconds(9)));
        lines.ForEach(line => line.MarkTransferred());
    }

    private void ReachBank(Guid sellerId, long cents, DateTimeOffset at)
    {
        var id = Guid.CreateVersion7(at);
        var payout = new BankPayout
        {
            Id = id,
            SellerId = sellerId,
            StripePayoutId = $"po_demo_{id:N}",
            Currency = Currencies.Default,
            AmountCents = cents,
            CreatedAt = at,
            ArrivalAt = at,
        };
        payout.Follow(BankPayoutState.Paid);
        db.BankPayouts.Add(payout);
        db.JournalEntries.Add(RecordBankPayout.Book(RecordBankPayout.PaidEvent, payout, LedgerAccounts.Connected, LedgerAccounts.PaidOut, at));
    }
}
