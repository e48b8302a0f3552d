using System.Globalization;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Orders;

/// <summary>
/// Numbers like <c>INV-2026-000042</c>, without gaps within a year (unlike a sequence): the counter's row stays locked until the transaction that
/// took the number ends, and a rollback gives the number back. Taken last, so that issuing waits as shortly as possible.
/// </summary>
public static class InvoiceNumbers
{
    public const string Sql = """
        create function orders.refuse_change() returns trigger language plpgsql as $$
        begin
            raise exception 'Issued invoices stay as they are: % on orders.% is refused. Issue a credit note instead.', tg_op, tg_table_name using errcode = 'restrict_violation';
        end $$;

        create trigger invoices_only_grow before update or delete on orders.invoices for each row execute function orders.refuse_change();
        create trigger invoices_keep before truncate on orders.invoices for each statement execute function orders.refuse_change();
        """;

    public const string DropSql = "drop function orders.refuse_change() cascade;";

    public static async Task<string> NextAsync(MarketplaceDb db, InvoiceKind kind, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var series = kind switch
        {
            InvoiceKind.Invoice => "INV",
            InvoiceKind.CreditNote => "CN",
            InvoiceKind.DebitNote => "DN",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        var number = (await db.Database.SqlQuery<int>(
            $"""
            insert into orders.invoice_counters as counter (series, year, last) values ({series}, {now.Year}, 1)
            on conflict (series, year) do update set last = counter.last + 1
            returning last as "Value"
            """).ToListAsync(cancellationToken))[0];
        return string.Create(CultureInfo.InvariantCulture, $"{series}-{now.Year:0000}-{number:000000}");
    }
}
