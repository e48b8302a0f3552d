using System.Text;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Payments;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Marketplace.Tests.Orders;

/// <summary>Invoices, receipts and credit notes: numbers without gaps, and papers that are read back.</summary>
internal sealed class InvoiceTests
{
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task APaidOrder_HasOneInvoice_HoweverManyAskAtOnce()
    {
        var order = await SellAsync(19_99);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => IssueAsync(order.Id)));
        Assert.That(answers.Select(answer => answer.Value!.Number).Distinct(), Is.EqualTo(new[] { "INV-2026-000001" }));
        Assert.That(await market.ReadAsync(db => db.Invoices.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Numbers_HaveNoGap_ThoughManyOrdersAskAtOnceAndSomeFail()
    {
        var orders = new List<Order>();
        for (var i = 0; i < 5; i++)
        {
            orders.Add(await SellAsync(19_99));
        }

        var broken = Task.Run(() => Assert.ThrowsAsync<OperationCanceledException>(() => market.ReadAsync(db => db.InTransactionAsync<bool>(async () =>
        {
            await InvoiceNumbers.NextAsync(db, InvoiceKind.Invoice, market.Clock.GetUtcNow(), CancellationToken.None);
            await Task.Delay(50);
            throw new OperationCanceledException("rolled back");
        }, CancellationToken.None))));
        await Task.WhenAll([broken, .. orders.Select(order => (Task)IssueAsync(order.Id))]);
        var numbers = await market.ReadAsync(db => db.Invoices.OrderBy(invoice => invoice.Number).Select(invoice => invoice.Number).ToListAsync());
        Assert.That(numbers, Is.EqualTo(Enumerable.Range(1, 5).Select(number => $"INV-2026-{number:000000}")));
    }

    [Test]
    public async Task Numbers_BeginAnewWithTheYear_AndCreditNotesHaveTheirOwn()
    {
        var (first, second) = (await SellAsync(19_99), await SellAsync(19_99));
        await IssueAsync(first.Id);
        await market.PassAsync(TimeSpan.FromDays(360));
        Assert.That((await IssueAsync(second.Id)).Value!.Number, Is.EqualTo("INV-2027-000001"));
        Assert.That((await CreditAsync(first, 500)).Value!.Number, Is.EqualTo("CN-2027-000001"));
    }

    [Test]
    public async Task AnUnpaidOrder_HasNone_AndNumbersAreNotSpentOnIt()
    {
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(await market.SellerAsync(), 19_99));
        var checkout = (await market.CheckoutAsync(buyer, "unpaid")).Value!;
        Assert.That((await IssueAsync(checkout.OrderId)).Error?.Code, Is.EqualTo("orders.not_paid"));
        Assert.That((await IssueAsync((await SellAsync(19_99)).Id)).Value!.Number, Is.EqualTo("INV-2026-000001"));
    }

    [Test]
    public async Task AFreeOrder_HasAReceiptButNoInvoice()
    {
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(await market.SellerAsync(), 0));
        var checkout = (await market.CheckoutAsync(buyer, "free")).Value!;
        Assert.That((await InvoiceAsync(buyer.Id, checkout.OrderId)).Error?.Code, Is.EqualTo("orders.free"));
        var receipt = await market.WithAsync((GetInvoice papers) => papers.ReceiptAsync(buyer.Id, checkout.OrderId, CancellationToken.None));
        Assert.That(Text(receipt.Value!.Pdf), Does.Contain("Free of charge: there is no invoice").And.Contain("Received $0.00"));
    }

    [Test]
    public async Task AStranger_FindsNoOrder()
    {
        var order = await SellAsync(19_99);
        Assert.That((await InvoiceAsync(Guid.NewGuid(), order.Id)).Error?.Code, Is.EqualTo("not_found"));
    }

    [Test]
    public async Task TheInvoice_SaysEveryCent_AndKeepsWhatItPrinted()
    {
        var order = await SellAsync(19_99);
        var before = (await InvoiceAsync(order.BuyerId, order.Id)).Value!;
        var text = Text(before.Pdf);
        Assert.That(text, Does.Contain("Invoice INV-2026-000001").And.Contain($"Order {order.Number}").And.Contain("Total, paid $19.99").And.Contain("Product 1999")
            .And.Contain("Standard licence, sold by Seller").And.Contain("Paid 4 March 2026").And.Contain("Marketplace (test)").And.Contain("Page 1 of 1"));
        using (var pdf = PdfDocument.Open(before.Pdf))
        {
            Assert.That(pdf.Information.Title, Is.EqualTo("Invoice INV-2026-000001"));
        }

        await market.ReadAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.DisplayName, "Somebody Else")));
        Assert.That(Text((await InvoiceAsync(order.BuyerId, order.Id)).Value!.Pdf), Is.EqualTo(text));
        foreach (var sql in new[] { "update orders.invoices set total_cents = 0", "delete from orders.invoices", "truncate orders.invoices" })
        {
            Assert.That(() => market.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql)), Throws.InstanceOf<Npgsql.PostgresException>().With.Message.Contains("Issued invoices stay as they are"), sql);
        }
    }

    [Test]
    public async Task ACreditNote_NamesItsInvoice_OncePerRefund()
    {
        var order = await SellAsync(19_99);
        var refund = Guid.NewGuid();
        var notes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => CreditAsync(order, 1000, refund)));
        Assert.That(notes.Select(note => note.Value!.Number).Distinct(), Is.EqualTo(new[] { "CN-2026-000001" }));
        await CreditAsync(order, 999);
        var listed = await market.WithAsync((GetInvoice papers) => papers.NotesAsync(order.BuyerId, order.Id, CancellationToken.None));
        Assert.That(listed.Value!.Select(note => (note.Number, note.TotalCents)), Is.EqualTo(new[] { ("CN-2026-000001", 1000L), ("CN-2026-000002", 999L) }));
        var file = await market.WithAsync((GetInvoice papers) => papers.NoteAsync(order.BuyerId, order.Id, "CN-2026-000001", CancellationToken.None));
        Assert.That(Text(file.Value!.Pdf), Does.Contain("For invoice INV-2026-000001").And.Contain("Credited to you $10.00"));
    }

    [Test]
    public async Task ARefund_BringsItsCreditNote_ByItself()
    {
        var order = await SellAsync(19_99);
        await market.RefundAsync(order, 1000);
        await market.WorkAsync();
        await market.WorkAsync();
        var notes = await market.WithAsync((GetInvoice papers) => papers.NotesAsync(order.BuyerId, order.Id, CancellationToken.None));
        Assert.That(notes.Value!.Select(note => (note.Number, note.TotalCents)), Is.EqualTo(new[] { ("CN-2026-000001", 1000L) }));
        Assert.That(await market.ReadAsync(db => db.Invoices.CountAsync(invoice => invoice.Kind == InvoiceKind.Invoice)), Is.EqualTo(1));
    }

    [Test]
    public async Task ARefundThatTheBankReturns_HasItsCreditNoteTakenBack_ByADebitNote()
    {
        var order = await market.PaidOrderAsync(Market.RefundsFailLaterCard, await market.BuyerAsync(), await market.ProductAsync(await market.SellerAsync(), 19_99));
        await market.RefundAsync(order, 1000);
        await market.PassAsync(TimeSpan.FromMinutes(2));
        await market.DeliverEventsAsync(times: 2);
        Assert.That(await NotesAsync(order), Is.EqualTo(new[] { ("CN-2026-000001", 1000L), ("DN-2026-000001", 1000L) }));
        var file = await market.WithAsync((GetInvoice papers) => papers.NoteAsync(order.BuyerId, order.Id, "DN-2026-000001", CancellationToken.None));
        Assert.That(Text(file.Value!.Pdf), Does.Contain("For credit note CN-2026-000001").And.Contain("Charged again $10.00").And.Contain("Returned 4 March 2026"));
    }

    [Test]
    public async Task ALostDispute_BringsACreditNote_WithItsTax_AndAWonOneNone()
    {
        var buyer = await market.BuyerAsync();
        await market.PutInCartAsync(buyer, await market.ProductAsync(await market.SellerAsync(), 20_00));
        var checkout = (await market.CheckoutAsync(buyer, "k", new CheckoutDetails("DE", null, null, null))).Value!;
        await market.PayAsync(checkout.Url!);
        await market.SettleAsync(checkout.OrderId);
        var order = await market.OrderAsync(checkout.OrderId);
        await DisputeAsync(order, 5_00, "won");
        Assert.That(await NotesAsync(order), Is.Empty);
        await DisputeAsync(order, 11_90, "lost");
        Assert.That(await NotesAsync(order), Is.EqualTo(new[] { ("CN-2026-000001", 11_90L) }));
        var file = await market.WithAsync((GetInvoice papers) => papers.NoteAsync(order.BuyerId, order.Id, "CN-2026-000001", CancellationToken.None));
        Assert.That(Text(file.Value!.Pdf), Does.Contain("Net $10.00").And.Contain("Tax $1.90").And.Contain("Credited to you $11.90"));
    }

    [Test]
    public void ALongInvoice_HasPagesHeadsAndAllItsLines_InAnyLetters()
    {
        var lines = Enumerable.Range(1, 60).Select(number => new InvoiceLine(
            $"Größenänderung für Überschriften №{number} – a very long title that has to be broken into more than one line of its column, Ω Ж 漢 😀", "Extended", "Łukasz Ünal", 12_345 + number, number % 3 == 0 ? 1_000 : 0, 2_346)).ToList();
        var document = Document(lines) with { Currency = "EUR", PresentmentCurrency = "JPY", PresentmentCents = 1_234_567 };
        var pdf = InvoicePdf.Print(document);
        using var read = PdfDocument.Open(pdf);
        Assert.That(read.NumberOfPages, Is.GreaterThanOrEqualTo(3));
        var pages = read.GetPages().Select(PageText).ToList();
        Assert.That(pages, Has.All.Contains("Tax rate").Or.Contain("Total, paid"));
        Assert.That(pages[^1], Does.Contain($"Page {pages.Count} of {pages.Count}").And.Contain(Currencies.Format(document.GrossCents, "EUR")).And.Contain("¥1,234,567"));
        var whole = string.Join(' ', pages);
        foreach (var number in Enumerable.Range(1, 60))
        {
            Assert.That(whole, Does.Contain($"№{number} "));
        }

        Assert.That(whole, Does.Contain("Größenänderung").And.Contain("Łukasz Ünal").And.Contain("€123.46"));
        Assert.That(read.GetPages().SelectMany(page => page.Letters).All(letter => letter.StartBaseLine.X >= 47 && letter.EndBaseLine.X <= 548), "nothing leaves the margins");
        var rows = read.GetPages().SelectMany(page => page.Letters.GroupBy(letter => Math.Round(letter.StartBaseLine.Y)).Select(row => row.OrderBy(letter => letter.StartBaseLine.X).ToList()));
        Assert.That(rows.SelectMany(row => row.Zip(row.Skip(1))).All(pair => pair.Second.StartBaseLine.X >= pair.First.EndBaseLine.X - 0.5), "no column runs into the next");
    }

    [Test]
    public void ReverseCharge_IsSaid_WithTheBuyersNumber()
    {
        var document = Document([new("Kit", "Standard", "Seller", 10_000, 0, 0)]) with
        {
            TaxNote = "reverse_charge",
            TaxRateBasisPoints = 0,
            Buyer = new("Example GmbH", "a@example.org", "Straße 1\n10115 Berlin", "DE", "DE123456789"),
        };
        Assert.That(Text(InvoicePdf.Print(document)), Does.Contain("Reverse charge").And.Contain("Tax number DE123456789").And.Contain("10115 Berlin").And.Contain("0%"));
    }

    private static InvoiceDocument Document(IReadOnlyList<InvoiceLine> lines) => new(
        InvoiceKind.Invoice, "INV-2026-000007", null, "MP-2026-000042", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null,
        new("Marketplace (test)", "1 Street\nTown", "T1", "billing@example.org"), new("Bürger Straßmann", "b@example.org", null, "DE", null), "USD", 1900, null, lines, null, null);

    private async Task<Order> SellAsync(long price) => await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(await market.SellerAsync(), price));

    private async Task<IEnumerable<(string, long)>> NotesAsync(Order order)
    {
        await market.WorkAsync();
        var notes = await market.WithAsync((GetInvoice papers) => papers.NotesAsync(order.BuyerId, order.Id, CancellationToken.None));
        return notes.Value!.Select(note => (note.Number, note.TotalCents));
    }

    private async Task DisputeAsync(Order order, long cents, string outcome)
    {
        var charge = await market.ChargeAsync(order.Id);
        await market.AtStripeAsync(scope => DisputeActions.Decide(scope, DisputeActions.Open(scope, scope.Find<Charge>(charge)!, new DisputeOpening(cents)), outcome).Id);
        await market.DeliverEventsAsync(times: 2);
    }

    private Task<Result<Invoice>> IssueAsync(Guid orderId) => market.WithAsync((IssueInvoice issue) => issue.ExecuteAsync(orderId, CancellationToken.None));

    private Task<Result<InvoiceFile>> InvoiceAsync(Guid buyerId, Guid orderId) => market.WithAsync((GetInvoice papers) => papers.InvoiceAsync(buyerId, orderId, CancellationToken.None));

    private Task<Result<Invoice>> CreditAsync(Order order, long cents, Guid? refundId = null) => market.WithAsync((IssueNote credit) =>
        credit.CreditAsync(order.Id, refundId ?? Guid.NewGuid(), market.Clock.GetUtcNow(), [new(order.Lines[0].Id, cents, 0)], CancellationToken.None));

    private static string Text(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return string.Join(' ', document.GetPages().Select(PageText));
    }

    /// <summary>The words in the order in which they stand in the file, as a screen reader meets them.</summary>
    private static string PageText(Page page)
    {
        var text = new StringBuilder();
        foreach (var word in page.GetWords(UglyToad.PdfPig.Util.DefaultWordExtractor.Instance))
        {
            text.Append(word.Text).Append(' ');
        }

        return text.ToString();
    }
}
