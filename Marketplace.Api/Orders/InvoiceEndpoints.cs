using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Orders;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Orders;

/// <summary>The buyer's papers. A stranger gets 404.</summary>
internal static class InvoiceEndpoints
{
    private const string Pdf = "application/pdf";

    public static void MapInvoices(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup($"{OrderRoutes.Orders}/{{orderId:guid}}").WithTags("Orders").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        group.MapGet("/invoice", GetInvoiceAsync).WithSummary("The invoice as PDF; kind=receipt for the receipt, which free orders have too").Produces(200, contentType: Pdf);
        group.MapGet("/credit-notes", ListCreditNotesAsync).WithSummary("The notes that correct the invoice: of refunds, lost disputes, and refunds that came back");
        group.MapGet("/credit-notes/{number}", GetCreditNoteAsync).WithSummary("One of these notes as PDF").Produces(200, contentType: Pdf);
        var guest = app.MapGroup($"{OrderRoutes.GuestOrders}/{{token}}").WithTags("Orders").AllowAnonymous().WithMetadata(new CountedReads())
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503);
        guest.MapGet("/invoice", GetGuestInvoiceAsync).WithSummary("The same of an order without an account, by its link's token").Produces(200, contentType: Pdf);
        guest.MapGet("/credit-notes", ListGuestCreditNotesAsync).WithSummary("The notes of such an order");
        guest.MapGet("/credit-notes/{number}", GetGuestCreditNoteAsync).WithSummary("One of them as PDF").Produces(200, contentType: Pdf);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetInvoiceAsync(
        Guid orderId, string? kind, ClaimsPrincipal caller, GetInvoice invoices, HttpContext context, CancellationToken cancellationToken) =>
        await GetAsync(caller.UserId(), orderId, kind, invoices, context, cancellationToken);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetGuestInvoiceAsync(
        string token, string? kind, MarketplaceDb db, GetInvoice invoices, HttpContext context, CancellationToken cancellationToken) =>
        await OfLinkAsync(token, db, cancellationToken) is { } order
            ? await GetAsync(order.BuyerId, order.Id, kind, invoices, context, cancellationToken)
            : Error.NotFound("order").ToProblem();

    private static async Task<Results<Ok<IReadOnlyList<CreditNoteView>>, ProblemHttpResult>> ListGuestCreditNotesAsync(
        string token, MarketplaceDb db, GetInvoice invoices, CancellationToken cancellationToken) =>
        await OfLinkAsync(token, db, cancellationToken) is { } order ? Answer(await invoices.NotesAsync(order.BuyerId, order.Id, cancellationToken)) : Error.NotFound("order").ToProblem();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetGuestCreditNoteAsync(
        string token, string number, MarketplaceDb db, GetInvoice invoices, HttpContext context, CancellationToken cancellationToken) =>
        await OfLinkAsync(token, db, cancellationToken) is { } order
            ? Answer(context, await invoices.NoteAsync(order.BuyerId, order.Id, number, cancellationToken))
            : Error.NotFound("order").ToProblem();

    private static async Task<Order?> OfLinkAsync(string token, MarketplaceDb db, CancellationToken cancellationToken) =>
        await GuestLink.FindOrderAsync(db, token, cancellationToken) is { } orderId
            ? await db.Orders.AsNoTracking().SingleAsync(order => order.Id == orderId, cancellationToken)
            : null;

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetAsync(
        Guid buyerId, Guid orderId, string? kind, GetInvoice invoices, HttpContext context, CancellationToken cancellationToken)
    {
        return kind switch
        {
            null or "invoice" => Answer(context, await invoices.InvoiceAsync(buyerId, orderId, cancellationToken)),
            "receipt" => Answer(context, await invoices.ReceiptAsync(buyerId, orderId, cancellationToken)),
            _ => new Error(ErrorKind.Invalid, "validation_failed", "The kind is invoice or receipt.", "kind").ToProblem(),
        };
    }

    private static async Task<Results<Ok<IReadOnlyList<CreditNoteView>>, ProblemHttpResult>> ListCreditNotesAsync(
        Guid orderId, ClaimsPrincipal caller, GetInvoice invoices, CancellationToken cancellationToken) =>
        Answer(await invoices.NotesAsync(caller.UserId(), orderId, cancellationToken));

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> GetCreditNoteAsync(
        Guid orderId, string number, ClaimsPrincipal caller, GetInvoice invoices, HttpContext context, CancellationToken cancellationToken) =>
        Answer(context, await invoices.NoteAsync(caller.UserId(), orderId, number, cancellationToken));

    private static Results<Ok<IReadOnlyList<CreditNoteView>>, ProblemHttpResult> Answer(Result<List<Invoice>> notes) =>
        notes.IsOk ? TypedResults.Ok<IReadOnlyList<CreditNoteView>>(notes.Value.ConvertAll(ToView)) : notes.Error.ToProblem();

    private static CreditNoteView ToView(Invoice note) => new(
        note.Number, note.IssuedAt, new MoneyView(note.TotalCents, note.Currency), note.Kind == InvoiceKind.DebitNote ? "debit_note" : "credit_note");

    private static Results<FileContentHttpResult, ProblemHttpResult> Answer(HttpContext context, Result<InvoiceFile> file)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return file.IsOk ? TypedResults.File(file.Value.Pdf, Pdf, file.Value.FileName) : file.Error.ToProblem();
    }
}
