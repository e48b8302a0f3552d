using Marketplace.Core.Data;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Marketplace.Core.Tax;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments;

/// <summary>Tells a tax calculator with books of its own that the sale it reckoned was made.</summary>
public sealed class RecordTaxedSale(MarketplaceDb db, ITaxCalculator tax) : IOutboxHandler<OrderPaid>
{
    public async Task HandleAsync(OrderPaid message, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().Where(order => order.Id == message.OrderId)
            .Select(order => new { order.Number, order.TaxCalculationId }).SingleAsync(cancellationToken);
        if (order.TaxCalculationId is { } calculationId)
        {
            await tax.RecordSaleAsync(calculationId, order.Number, cancellationToken);
        }
    }
}
