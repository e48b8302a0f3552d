using System.Globalization;
using System.Net;
using Marketplace.Contracts.Orders;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Ledger;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using UglyToad.PdfPig;

namespace Marketplace.Tests.Api;

/// <summary>Invoices, statements and lists as files, from the running Api.</summary>
internal sealed class PaperEndpointsTests
{
    private static readonly DateOnly From = new(2026, 1, 1);
    private static readonly DateOnly To = new(2026, 1, 31);

    [Test]
    public async Task AStrangersPapers_Are404_AndAGuests401()
    {
        using var stranger = await ApiPerson.BuyerAsync();
        var orderId = await ApiPerson.InDatabaseAsync(db => db.Orders.Where(order => order.PaidAt != null).Select(order => order.Id).FirstAsync());
        var orders = new OrdersClient(stranger.Http);
        await Refusal.OfAsync(orders.OpenInvoiceAsync(orderId, isReceipt: false, CancellationToken.None), 404, "not_found");
        await Refusal.OfAsync(orders.OpenInvoiceAsync(orderId, isReceipt: true, CancellationToken.None), 404, "not_found");
        await Refusal.OfAsync(orders.ListCreditNotesAsync(orderId, CancellationToken.None), 404, "not_found");
        await Refusal.OfAsync(orders.OpenCreditNoteAsync(orderId, "CN-2026-000001", CancellationToken.None), 404, "not_found");
        using var guest = await ApiPerson.GuestAsync();
        await Refusal.OfAsync(new OrdersClient(guest.Http).OpenInvoiceAsync(orderId, isReceipt: false, CancellationToken.None), 401, "unauthenticated");
        await Refusal.OfAsync(guest.Selling.GetStatementAsync(From, To, null, CancellationToken.None), 401, "unauthenticated");
        await Refusal.OfAsync(guest.Admin.GetLedgerSealsAsync(CancellationToken.None), 401, "unauthenticated");
    }

    [Test]
    public async Task AnUnpaidOrdersInvoice_IsRefusedWithACode_AndAnUnknownKindToo()
    {
        using var buyer = await ApiPerson.BuyerAsync();
        var productId = await ApiPerson.InDatabaseAsync(db => db.Products.Where(product => product.PriceCents > 1000 && product.PublishedAt != null && product.DeletedAt == null).Select(product => product.Id).FirstAsync());
        await buyer.Cart.PutLineAsync(productId, new(), CancellationToken.None);
        var checkout = await new Contracts.Payments.PaymentsClient(buyer.Http).CheckoutAsync("paper", CancellationToken.None);
        var order = await new OrdersClient(buyer.Http).GetAsync(checkout.OrderNumber, CancellationToken.None);
        await Refusal.OfAsync(new OrdersClient(buyer.Http).OpenInvoiceAsync(order.Id, isReceipt: false, CancellationToken.None), 409, "orders.not_paid");
        await Refusal.OfAsync(new OrdersClient(buyer.Http).OpenInvoiceAsync(order.Id, isReceipt: true, CancellationToken.None), 409, "orders.not_paid");
        using var odd = await buyer.Http.GetAsync($"/api/orders/{order.Id}/invoice?kind=poem");
        Assert.That(odd.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task AStatement_IsAPage_ACsvOrAPdf_ByAccept()
    {
        using var seller = await ApiPerson.SellerAsync();
        var view = await seller.Selling.GetStatementAsync(From, To, null, CancellationToken.None);
        Assert.That((view.Count, view.OpeningHash, view.Accounts.Count), Is.EqualTo((0L, LedgerChain.Start, 6)));
        using var csv = await seller.Selling.OpenStatementAsync(From, To, "text/csv", CancellationToken.None);
        Assert.That(csv.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/csv; charset=utf-8"));
        Assert.That(await csv.Content.ReadAsStringAsync(), Does.Contain("opening,,,,escrow,USD,0.00,0.00"));
        using var pdf = await seller.Selling.OpenStatementAsync(From, To, "application/pdf", CancellationToken.None);
        using var document = PdfDocument.Open(await pdf.Content.ReadAsByteArrayAsync());
        Assert.That(document.Information.Title, Is.EqualTo("Statement 2026-01-01 to 2026-01-31"));
    }

    [TestCase("from=2026-02-01&to=2026-01-01")]
    [TestCase("from=2026-02-30")]
    [TestCase("limit=0")]
    [TestCase("cursor=abc")]
    [TestCase("from=0001-01-01&to=9999-12-31")]
    public async Task AWrongPeriod_Is400(string query)
    {
        using var seller = await ApiPerson.SellerAsync();
        using var answer = await seller.Http.GetAsync($"{SellingRoutes.Statement}?{query}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), await answer.Content.ReadAsStringAsync());
    }

    [TestCase(SellingRoutes.Orders, "order,paid_at,product")]
    [TestCase(SellingRoutes.Payouts, "kind,status,currency")]
    [TestCase(SellingRoutes.Forecast, "order,product,currency")]
    public async Task ASellersList_IsCsv_WhenAskedFor(string route, string heads)
    {
        using var seller = await ApiPerson.SellerAsync();
        using var csv = await seller.Selling.OpenCsvAsync(route, CancellationToken.None);
        Assert.That(csv.Content.Headers.ContentDisposition?.DispositionType, Is.EqualTo("attachment"));
        Assert.That((await csv.Content.ReadAsStringAsync()).TrimStart('\ufeff'), Does.StartWith(heads));
    }

    [Test]
    public async Task TheLedger_IsCheckedOnDemand_AndTheHealthCheckSaysSo()
    {
        using var admin = await ApiPerson.AdminAsync();
        await admin.Admin.CheckLedgerAsync(CancellationToken.None);
        var seals = await admin.Admin.GetLedgerSealsAsync(CancellationToken.None);
        Assert.That((seals.Ok, seals.Sealed > 2000, seals.Findings.Count), Is.EqualTo((true, true, 4)), string.Join("; ", seals.Findings.Select(finding => finding.Detail)));
        Assert.That((await admin.Admin.GetLedgerInvariantsAsync(CancellationToken.None)).Ok, Is.True);
        using var buyer = await ApiPerson.BuyerAsync();
        await Refusal.OfAsync(buyer.Admin.CheckLedgerAsync(CancellationToken.None), 403, "forbidden");
        await Refusal.OfAsync(buyer.Admin.GetLedgerSealsAsync(CancellationToken.None), 403, "forbidden");
        var health = await buyer.Http.GetStringAsync(new Uri("/health", UriKind.Relative));
        Assert.That(health, Does.Contain("\"ledger\":{\"status\":\"Healthy\"").And.Contain(string.Create(CultureInfo.InvariantCulture, $"checked {seals.VerifiedAt:yyyy-MM-dd}")));
    }
}
