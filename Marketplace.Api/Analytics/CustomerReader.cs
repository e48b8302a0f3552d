using System.Runtime.CompilerServices;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Analytics;
using Marketplace.Contracts.Http;
using Marketplace.Core.Analytics;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Analytics;

/// <summary>Who bought of a seller, the latest purchase first.</summary>
internal sealed class CustomerReader(MarketplaceDb db, SettlementCurrency currency)
{
    private const int BatchSize = 1_000;

    public static readonly string[] Heads = ["name", "email", "country", "orders", "purchases", "currency", "spent", "refunded", "first_purchase_at", "last_purchase_at"];

    /// <param name="search">How an address or a name begins; empty for all.</param>
    public async Task<PageView<CustomerView>> ListAsync(Guid sellerId, string search, TimePosition start, int limit, CancellationToken cancellationToken)
    {
        var found = Of(sellerId, search);
        var total = await found.CountUpAsync(cancellationToken);
        var rows = await After(found, start).Take(limit + 1).ToListAsync(cancellationToken);
        var next = rows.Count > limit ? new TimePosition(rows[limit - 1].LastAt, rows[limit - 1].BuyerId).ToString() : null;
        return new([.. rows.Take(limit).Select(ToView)], total, next);
    }

    public async IAsyncEnumerable<object?[]> CsvAsync(Guid sellerId, string search, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var start = TimePosition.Newest; ;)
        {
            var rows = await After(Of(sellerId, search), start).Take(BatchSize).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                yield return
                [
                    row.Name, row.Email, row.Country, row.Orders, row.Purchases, row.Currency, new CsvNumber(LedgerChain.Amount(row.SpentCents, row.Currency)),
                    new CsvNumber(LedgerChain.Amount(row.RefundedCents, row.Currency)), row.FirstAt, row.LastAt,
                ];
            }

            if (rows.Count < BatchSize)
            {
                yield break;
            }

            start = new(rows[^1].LastAt, rows[^1].BuyerId);
        }
    }

    private IQueryable<SellerCustomer> Of(Guid sellerId, string search)
    {
        var own = db.SellerCustomers.AsNoTracking().Where(customer => customer.SellerId == sellerId && customer.Currency == currency.Code);
        return search.Length == 0 ? own : own.Where(customer => customer.Email.StartsWith(search) || customer.NameSought.StartsWith(search));
    }

    private static IOrderedQueryable<SellerCustomer> After(IQueryable<SellerCustomer> customers, TimePosition start) => customers
        .Where(customer => EF.Functions.LessThan(ValueTuple.Create(customer.LastAt, customer.BuyerId), ValueTuple.Create(start.At, start.Id)))
        .OrderByDescending(customer => customer.LastAt).ThenByDescending(customer => customer.BuyerId);

    private static CustomerView ToView(SellerCustomer row) => new(
        row.BuyerId, row.Name, row.Email, row.Country, row.Orders, row.Purchases, new(row.SpentCents, row.Currency), new(row.RefundedCents, row.Currency), row.FirstAt, row.LastAt);
}
