using System.Text.Json;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Orders;

/// <summary>
/// Issues an order's invoice, once: after the payment by outbox message, or when somebody asks for it before. The order's row is locked, so
/// the second of two finds the first one's invoice. A free order has none: nothing was charged.
/// </summary>
public sealed class IssueInvoice(MarketplaceDb db, InvoiceWriter writer, TimeProvider time)
{
    public async Task<Result<Invoice>> ExecuteAsync(Guid orderId, CancellationToken cancellationToken) =>
        await FindAsync(db, orderId, cancellationToken) is { } known
            ? known
            : await db.InTransactionAsync(() => IssueAsync(orderId, cancellationToken), cancellationToken);

    /// <summary>For callers inside a transaction of their own.</summary>
    internal async Task<Result<Invoice>> IssueAsync(Guid orderId, CancellationToken cancellationToken)
    {
        var order = await db.Orders.FromSql($"select * from orders.orders where id = {orderId} for update").AsNoTracking().SingleAsync(cancellationToken);
        if (await FindAsync(db, orderId, cancellationToken) is { } known)
        {
            return known;
        }

        if (order.PaidAt is null)
        {
            return InvoiceErrors.NotPaid;
        }

        if (order.TotalCents == 0)
        {
            return InvoiceErrors.Free;
        }

        var now = time.GetUtcNow();
        var document = await writer.ComposeAsync(order, now, cancellationToken);
        return document.IsOk ? await writer.StoreAsync(document.Value, orderId, null, now, cancellationToken) : document.Error;
    }

    internal static Task<Invoice?> FindAsync(MarketplaceDb db, Guid orderId, CancellationToken cancellationToken) =>
        db.Invoices.AsNoTracking().SingleOrDefaultAsync(invoice => invoice.OrderId == orderId && invoice.Kind == InvoiceKind.Invoice, cancellationToken);
}

/// <param name="GrossCents">What the buyer got back for the line, tax included.</param>
public sealed record CreditedLine(Guid LineId, long GrossCents, long TaxCents);

/// <summary>
/// Issues the notes that correct an invoice, each once: a credit note for a refund or a lost dispute, and a debit note that takes a credit note
/// back. What a note corrects is issued first where it was not yet.
/// </summary>
public sealed class IssueNote(MarketplaceDb db, IssueInvoice invoices, InvoiceWriter writer, TimeProvider time)
{
    /// <param name="causeId">The refund or the dispute.</param>
    public Task<Result<Invoice>> CreditAsync(Guid orderId, Guid causeId, DateTimeOffset refundedAt, IReadOnlyList<CreditedLine> lines, CancellationToken cancellationToken) =>
        db.InTransactionAsync(() => IssueCreditAsync(orderId, causeId, refundedAt, lines, cancellationToken), cancellationToken);

    public Task<Result<Invoice>> DebitAsync(
        Guid orderId, Guid causeId, DateTimeOffset refundedAt, DateTimeOffset returnedAt, IReadOnlyList<CreditedLine> lines, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var credit = await IssueCreditAsync(orderId, causeId, refundedAt, lines, cancellationToken);
        if (!credit.IsOk)
        {
            return credit;
        }

        var now = time.GetUtcNow();
        return await FindAsync(causeId, InvoiceKind.DebitNote, cancellationToken)
            ?? await writer.StoreAsync(InvoiceWriter.Debit(credit.Value, returnedAt, now), orderId, causeId, now, cancellationToken);
    }, cancellationToken);

    private async Task<Result<Invoice>> IssueCreditAsync(Guid orderId, Guid causeId, DateTimeOffset refundedAt, IReadOnlyList<CreditedLine> lines, CancellationToken cancellationToken)
    {
        // Locks the order: of two that issue the same note, the second finds it.
        var invoice = await invoices.IssueAsync(orderId, cancellationToken);
        if (!invoice.IsOk)
        {
            return invoice;
        }

        if (await FindAsync(causeId, InvoiceKind.CreditNote, cancellationToken) is { } known)
        {
            return known;
        }

        var now = time.GetUtcNow();
        var document = await writer.CreditAsync(invoice.Value, refundedAt, lines, now, cancellationToken);
        return await writer.StoreAsync(document, orderId, causeId, now, cancellationToken);
    }

    private Task<Invoice?> FindAsync(Guid causeId, InvoiceKind kind, CancellationToken cancellationToken) =>
        db.Invoices.AsNoTracking().SingleOrDefaultAsync(note => note.CauseId == causeId && note.Kind == kind, cancellationToken);
}

/// <summary>Composes what is printed and stores it under the next number.</summary>
public sealed class InvoiceWriter(MarketplaceDb db, CompanySettings company)
{
    /// <summary>From the order as it is; without a number, which is taken when it is stored.</summary>
    public async Task<Result<InvoiceDocument>> ComposeAsync(Order order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (company.Details is not { } details)
        {
            return InvoiceErrors.NoCompany;
        }

        return new InvoiceDocument(
            InvoiceKind.Invoice,
            null,
            null,
            order.Number,
            now,
            order.PaidAt!.Value,
            null,
            details,
            new(order.BillingName ?? order.BuyerName, order.BuyerEmail, order.BillingAddress, order.BuyerCountry, order.BuyerTaxId),
            order.Currency,
            order.TaxRateBasisPoints,
            order.TaxNote,
            [.. (await LinesAsync(order.Id, cancellationToken)).Select(row => new InvoiceLine(row.Line.Title, row.Line.License.ToString(), row.Seller, row.Line.PriceCents, row.Line.DiscountCents, row.Line.TaxCents))],
            order.PresentmentCurrency,
            order.PresentmentCents);
    }

    /// <summary>From the invoice as it was printed.</summary>
    public async Task<InvoiceDocument> CreditAsync(Invoice invoice, DateTimeOffset refundedAt, IReadOnlyList<CreditedLine> credited, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = (await LinesAsync(invoice.OrderId, cancellationToken)).ToDictionary(row => row.Line.Id);
        return InvoiceFile.Read(invoice) with
        {
            Kind = InvoiceKind.CreditNote,
            CreditedNumber = invoice.Number,
            IssuedAt = now,
            RefundedAt = refundedAt,
            PresentmentCurrency = null,
            PresentmentCents = null,
            Lines = [.. credited.Where(line => line.GrossCents > 0).Select(line => new InvoiceLine(
                rows[line.LineId].Line.Title, rows[line.LineId].Line.License.ToString(), rows[line.LineId].Seller, line.GrossCents - line.TaxCents, 0, line.TaxCents))],
        };
    }

    /// <summary>From the credit note as it was printed.</summary>
    public static InvoiceDocument Debit(Invoice creditNote, DateTimeOffset returnedAt, DateTimeOffset now) => InvoiceFile.Read(creditNote) with
    {
        Kind = InvoiceKind.DebitNote,
        CreditedNumber = creditNote.Number,
        IssuedAt = now,
        RefundedAt = returnedAt,
    };

    public async Task<Invoice> StoreAsync(InvoiceDocument document, Guid orderId, Guid? causeId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var numbered = document with { Number = await InvoiceNumbers.NextAsync(db, document.Kind, now, cancellationToken) };
        var invoice = new Invoice
        {
            Id = Guid.CreateVersion7(now),
            Kind = numbered.Kind,
            Number = numbered.Number,
            OrderId = orderId,
            CauseId = causeId,
            Currency = numbered.Currency,
            TotalCents = numbered.GrossCents,
            IssuedAt = now,
            Document = JsonSerializer.Serialize(numbered),
        };
        db.Invoices.Add(invoice);
        await db.SaveChangesAsync(cancellationToken);
        return invoice;
    }

    private async Task<List<(OrderLine Line, string Seller)>> LinesAsync(Guid orderId, CancellationToken cancellationToken)
    {
        var rows = await db.OrderLines.AsNoTracking().Where(line => line.OrderId == orderId).OrderBy(line => line.Position)
            .Join(db.Users, line => line.SellerId, user => user.Id, (line, user) => new { Line = line, user.DisplayName })
            .ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => row.Line.Position).Select(row => (row.Line, row.DisplayName))];
    }
}

/// <summary>A paid order gets its invoice at once, so that numbers follow the payments.</summary>
public sealed class InvoiceOnOrderPaid(IssueInvoice issue) : IOutboxHandler<OrderPaid>
{
    public async Task HandleAsync(OrderPaid message, CancellationToken cancellationToken)
    {
        var invoice = await issue.ExecuteAsync(message.OrderId, cancellationToken);
        if (!invoice.IsOk && invoice.Error != InvoiceErrors.Free)
        {
            throw new InvalidOperationException(invoice.Error.Message);
        }
    }
}

public static class InvoiceErrors
{
    public static Error NotPaid { get; } = new(ErrorKind.Conflict, "orders.not_paid", "This order is not paid: it has no invoice.");

    public static Error Free { get; } = new(ErrorKind.Conflict, "orders.free", "Nothing was charged for this order, so it has no invoice. Its receipt is there.");

    public static Error NoCompany { get; } = new(ErrorKind.Unavailable, "orders.company_missing", "The marketplace's own name and address are not configured (section Company); no invoice can be issued without them.");
}
