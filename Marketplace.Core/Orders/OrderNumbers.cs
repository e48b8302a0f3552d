using System.Globalization;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Orders;

/// <summary>Numbers like <c>MP-2026-000042</c>: they grow and are never used twice; a checkout that fails may leave a gap (invoices may not).</summary>
public static class OrderNumbers
{
    public const string Sql = "create sequence orders.order_number;";

    public static async Task<string> NextAsync(MarketplaceDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var number = await db.Database.SqlQuery<long>($"select nextval('orders.order_number') as \"Value\"").SingleAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"MP-{now.Year:0000}-{number:000000}");
    }
}
