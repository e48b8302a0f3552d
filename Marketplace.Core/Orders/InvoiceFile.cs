using System.Text.Json;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Orders;

public sealed record InvoiceFile(string FileName, byte[] Pdf)
{
    public static InvoiceDocument Read(Invoice invoice) => JsonSerializer.Deserialize<InvoiceDocument>(invoice.Document)!;
}

/// <summary>A buyer's papers of one order. The invoice is issued when it is first asked for; a receipt is its copy with the payment, also of a free order.</summary>
public sealed class GetInvoice(MarketplaceDb db, IssueInvoice issue, InvoiceWriter writer)
{
    public async Task<Result<InvoiceFile>> InvoiceAsync(Guid buyerId, Guid orderId, CancellationToken cancellationToken)
    {
        if (await FindOrderAsync(buyerId, orderId, cancellationToken) is null)
        {
            return Error.NotFound("order");
        }

        var invoice = await issue.ExecuteAsync(orderId, cancellationToken);
        return invoice.IsOk ? Print(invoice.Value) : invoice.Error;
    }

    public async Task<Result<InvoiceFile>> ReceiptAsync(Guid buyerId, Guid orderId, CancellationToken cancellationToken)
    {
        var order = await FindOrderAsync(buyerId, orderId, cancellationToken);
        if (order is null)
        {
            return Error.NotFound("order");
        }

        var document = await DocumentOfAsync(order, cancellationToken);
        return document.IsOk ? new InvoiceFile($"receipt-{order.Number}.pdf", InvoicePdf.Receipt(document.Value)) : document.Error;
    }

    /// <summary>For those who may see the order for other reasons than having bought it: the evidence of a dispute.</summary>
    public async Task<Result<byte[]>> ReceiptOfAsync(Order order, CancellationToken cancellationToken)
    {
        var document = await DocumentOfAsync(order, cancellationToken);
        return document.IsOk ? InvoicePdf.Receipt(document.Value) : document.Error;
    }

    /// <summary>Credit notes, and the debit notes that take one back.</summary>
    public async Task<Result<List<Invoice>>> NotesAsync(Guid buyerId, Guid orderId, CancellationToken cancellationToken)
    {
        if (await FindOrderAsync(buyerId, orderId, cancellationToken) is null)
        {
            return Error.NotFound("order");
        }

        return await db.Invoices.AsNoTracking().Where(note => note.OrderId == orderId && note.Kind != InvoiceKind.Invoice)
            .OrderBy(note => note.IssuedAt).ThenBy(note => note.Number).ToListAsync(cancellationToken);
    }

    public async Task<Result<InvoiceFile>> NoteAsync(Guid buyerId, Guid orderId, string number, CancellationToken cancellationToken)
    {
        var notes = await NotesAsync(buyerId, orderId, cancellationToken);
        if (!notes.IsOk)
        {
            return notes.Error;
        }

        return notes.Value.SingleOrDefault(note => note.Number == number) is { } found ? Print(found) : Error.NotFound("note");
    }

    private async Task<Result<InvoiceDocument>> DocumentOfAsync(Order order, CancellationToken cancellationToken)
    {
        if (order.PaidAt is { } paidAt && order.TotalCents == 0)
        {
            return await writer.ComposeAsync(order, paidAt, cancellationToken);
        }

        var invoice = await issue.ExecuteAsync(order.Id, cancellationToken);
        return invoice.IsOk ? InvoiceFile.Read(invoice.Value) : invoice.Error;
    }

    private Task<Order?> FindOrderAsync(Guid buyerId, Guid orderId, CancellationToken cancellationToken) =>
        db.Orders.AsNoTracking().SingleOrDefaultAsync(order => order.Id == orderId && order.BuyerId == buyerId, cancellationToken);

    private static InvoiceFile Print(Invoice invoice) => new($"{invoice.Number}.pdf", InvoicePdf.Print(InvoiceFile.Read(invoice)));
}
