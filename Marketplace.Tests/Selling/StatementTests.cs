using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Api.Hosting;
using Marketplace.Api.Selling;
using Marketplace.Core.Ledger;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.VisualBasic.FileIO;
using UglyToad.PdfPig;

namespace Marketplace.Tests.Selling;

/// <summary>The statement as a seller gets it, checked as docs/statement.md says.</summary>
internal sealed class StatementTests
{
    private static readonly string[] Hashed = ["number", "posted_at", "kind", "reference", "account", "currency", "amount", "balance", "entry", "position", "line"];
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task AStatement_HasEachPosting_AndItsBalancesAreTheSellers()
    {
        var seller = await SellAndPayOutAsync(2);
        var view = await PageAsync(seller, new(2026, 3, 1), new(2026, 3, 31));
        Assert.That(view.Items.Select(item => (item.Number, item.Kind, item.Account, item.Amount.Amount, item.Balance.Amount)), Is.EqualTo(new[]
        {
            (1, "sale", "escrow", 1711, 1711),
            (2, "sale", "escrow", 1711, 3422),
            (3, "release", "escrow", -1711, 1711),
            (4, "release", "payable", 1711, 1711),
            (5, "release", "escrow", -1711, 0),
            (6, "release", "payable", 1711, 3422),
            (7, "transfer", "payable", -1711, 1711),
            (8, "transfer", "connected", 1711, 1711),
            (9, "transfer", "payable", -1711, 0),
            (10, "transfer", "connected", 1711, 3422L),
        }));
        Assert.That(view.Items[0].OrderNumber, Does.StartWith("MP-2026-"));
        Assert.That(view.Accounts.Single(account => account.Account == "connected").Closing.Amount, Is.EqualTo((await market.FundsAsync(seller)).ConnectedCents));
        Assert.That(view.Accounts.Select(account => account.Opening.Amount), Is.All.Zero);
    }

    [Test]
    public async Task TwoPeriods_FitTogether()
    {
        var seller = await SellAndPayOutAsync(2);
        var first = await PageAsync(seller, new(2026, 3, 1), new(2026, 3, 5));
        var second = await PageAsync(seller, new(2026, 3, 6), new(2026, 3, 31));
        Assert.That(first.Count + second.Count, Is.EqualTo(10));
        Assert.That(second.OpeningHash, Is.EqualTo(first.ClosingHash));
        Assert.That(second.Accounts.Select(account => account.Opening), Is.EqualTo(first.Accounts.Select(account => account.Closing)));
        Assert.That((await PageAsync(seller, new(2025, 1, 1), new(2025, 12, 31))).ClosingHash, Is.EqualTo(LedgerChain.Start));
    }

    [Test]
    public async Task TheCsv_IsVerifiedWithoutUs_AlsoWhereItBeginsInTheMiddle()
    {
        var seller = await SellAndPayOutAsync(3);
        foreach (var from in new DateOnly[] { new(2026, 3, 1), new(2026, 3, 8) })
        {
            var csv = await CsvAsync(seller, from, new(2026, 3, 31));
            Assert.That(Verify(csv), Is.Null);
            Assert.That(csv.AsSpan(0, 3).ToArray(), Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));
        }
    }

    [TestCase("17.11", "17.12")]
    [TestCase("\"sale\"", "\"sales\"")]
    public async Task AChangedCsv_IsFound(string from, string to)
    {
        var seller = await SellAndPayOutAsync(1);
        var text = Encoding.UTF8.GetString(await CsvAsync(seller, new(2026, 3, 1), new(2026, 3, 31)));
        var changed = text.Contains(from, StringComparison.Ordinal) ? text.Replace(from, to, StringComparison.Ordinal) : text.Replace(",sale,", ",sales,", StringComparison.Ordinal);
        Assert.That(Verify(Encoding.UTF8.GetBytes(changed)), Does.Contain("does not fit"));
    }

    [Test]
    public async Task ThePublishedScript_SaysTheSame()
    {
        var seller = await SellAndPayOutAsync(3);
        var file = Path.Combine(Path.GetTempPath(), $"statement-{Guid.NewGuid():N}.csv");
        try
        {
            await File.WriteAllBytesAsync(file, await CsvAsync(seller, new(2026, 3, 5), new(2026, 3, 31)));
            var (code, output) = await RunScriptAsync(file);
            var closing = (await PageAsync(seller, new(2026, 3, 5), new(2026, 3, 31))).ClosingHash;
            Assert.That((code, output.Trim()), Is.EqualTo((0, $"12 postings fit. Last hash: {closing}")));

            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("-17.11", "-17.10", StringComparison.Ordinal));
            Assert.That((await RunScriptAsync(file)).Code, Is.EqualTo(1));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task ThePdf_HasTheFiguresAndBothHashes()
    {
        var seller = await SellAndPayOutAsync(2);
        var days = new StatementDays(new(2026, 3, 1), new(2026, 3, 31));
        var text = await market.ReadAsync(async db =>
        {
            var reader = Reader(db);
            var period = await reader.FindAsync(seller, days, CancellationToken.None);
            var pdf = StatementPdf.Print("Ünal & Söhne", days, period, await reader.GetAllAsync(period, CancellationToken.None), "Marketplace", market.Clock.GetUtcNow());
            using var document = PdfDocument.Open(pdf);
            Assert.That(document.Information.Title, Is.EqualTo("Statement 2026-03-01 to 2026-03-31"));
            var words = string.Join(' ', document.GetPages().SelectMany(page => page.GetWords(UglyToad.PdfPig.Util.DefaultWordExtractor.Instance)).Select(word => word.Text));
            Assert.That(words, Does.Contain(period.ClosingHash[..40]));
            return words;
        });
        Assert.That(text, Does.Contain("Ünal & Söhne").And.Contain("10 postings").And.Contain("In transit $0.00 $34.22 $34.22"));
    }

    [Test]
    public async Task Earnings_AreTheLedgers_ToTheCent()
    {
        var seller = await SellAndPayOutAsync(3);
        var funds = await market.FundsAsync(seller);
        var earnings = await market.ReadAsync(db => new EarningsReader(db, new("USD")).GetAsync(seller, funds, CancellationToken.None));
        Assert.That(
            earnings.GrossCents - earnings.FeesCents - earnings.RefundedCents,
            Is.EqualTo(funds.EscrowCents + funds.PayableCents + funds.ConnectedCents + funds.PaidOutCents + funds.DisputeHoldCents - funds.DebtCents));
        Assert.That(earnings, Is.EqualTo(new Earnings(3 * 1999, 3 * (200 + 88), 0)));
    }

    [Test]
    public async Task Csv_DefusesFormulas_QuotesWhatNeedsIt_AndKeepsNumbers()
    {
        object?[][] rows = [["=HYPERLINK(1)", "a,\"b\"\r\nc", new CsvNumber("-17.11"), null, "+1", "@x", "-y", DateTimeOffset.UnixEpoch, "Größe"]];
        using var stream = new MemoryStream();
        await new CsvAnswer("x.csv", ["one", "two"], rows.ToAsyncEnumerable()).WriteAsync(stream, CancellationToken.None);
        Assert.That(Encoding.UTF8.GetString(stream.ToArray()), Is.EqualTo("\ufeffone,two\r\n'=HYPERLINK(1),\"a,\"\"b\"\"\r\nc\",-17.11,,'+1,'@x,'-y,1970-01-01T00:00:00Z,Größe\r\n"));
    }

    [Test]
    public async Task SalesPayoutsAndForecast_AsCsv_HaveAllRows()
    {
        var seller = await SellAndPayOutAsync(3);
        var product = await market.ProductAsync(seller, 50_00);
        await market.PaidOrderAsync(await market.BuyerAsync(), product);
        await market.ReadAsync(async db =>
        {
            var csv = new SalesCsv(db, market.Clock);
            Assert.That(await csv.SalesAsync(seller, CancellationToken.None).CountAsync(), Is.EqualTo(4));
            Assert.That(await csv.PayoutsAsync(seller, CancellationToken.None).CountAsync(), Is.EqualTo(3));
            var forecast = await csv.ForecastAsync(seller, CancellationToken.None).SingleAsync();
            Assert.That(forecast[3], Is.EqualTo(new CsvNumber("43.25")));
            return true;
        });
    }

    /// <summary>docs/statement.md in C#.</summary>
    /// <returns>What does not fit; null when all does.</returns>
    private static string? Verify(byte[] csv)
    {
        using var parser = new TextFieldParser(new MemoryStream(csv), Encoding.UTF8) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        var heads = parser.ReadFields()!;
        var balances = new Dictionary<string, decimal>();
        var (previous, number) = ("", 0L);
        while (parser.ReadFields() is { } fields)
        {
            string Of(string head) => fields[Array.IndexOf(heads, head)];
            decimal Number(string head) => decimal.Parse(Of(head), System.Globalization.CultureInfo.InvariantCulture);
            var account = Of("account") + Of("currency");
            if (Of("kind") != "opening")
            {
                var text = $"{previous}\n{string.Join('\t', Hashed.Select(Of))}";
                if (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) != Of("hash") || Number("number") != number + 1 || balances.GetValueOrDefault(account) + Number("amount") != Number("balance"))
                {
                    return $"Posting {Of("number")} does not fit";
                }
            }

            (balances[account], previous, number) = (Number("balance"), Of("hash"), (long)Number("number"));
        }

        return null;
    }

    private static async Task<(int Code, string Output)> RunScriptAsync(string file)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", [Path.Combine(Repository.Root, "docs", "verify_statement.py"), file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = await python.StandardOutput.ReadToEndAsync();
            await python.WaitForExitAsync();
            return (python.ExitCode, output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("python3 is not installed.");
            throw;
        }
    }

    private static StatementReader Reader(Core.Data.MarketplaceDb db) => new(db, new StatementQueries(db), new("USD"));

    private Task<Contracts.Selling.StatementView> PageAsync(Guid seller, DateOnly from, DateOnly to) => market.ReadAsync(async db =>
    {
        var days = new StatementDays(from, to);
        var period = await Reader(db).FindAsync(seller, days, CancellationToken.None);
        return await Reader(db).GetPageAsync(period, days, null, 100, CancellationToken.None);
    });

    private Task<byte[]> CsvAsync(Guid seller, DateOnly from, DateOnly to) => market.ReadAsync(async db =>
    {
        var days = new StatementDays(from, to);
        var period = await Reader(db).FindAsync(seller, days, CancellationToken.None);
        using var stream = new MemoryStream();
        await new CsvAnswer("x.csv", StatementReader.Heads, Reader(db).CsvAsync(period, days, CancellationToken.None)).WriteAsync(stream, CancellationToken.None);
        return stream.ToArray();
    });

    /// <summary>Sold on 4 March, released on the 11th, transferred on Monday the 16th, sealed along the way.</summary>
    private async Task<Guid> SellAndPayOutAsync(int sales)
    {
        var seller = await market.SellerAsync();
        var product = await market.ProductAsync(seller, 19_99);
        for (var i = 0; i < sales; i++)
        {
            await market.PaidOrderAsync(await market.BuyerAsync(), product);
        }

        await SealAsync();
        await market.PassAsync(TimeSpan.FromDays(7));
        await market.ReleaseAsync();
        await SealAsync();
        await market.PassAsync(TimeSpan.FromDays(5));
        await market.RunPayoutsAsync();
        await SealAsync();
        return seller;
    }

    private Task<int> SealAsync() => market.WithAsync((SealEntries seal) => seal.ExecuteAsync(CancellationToken.None));
}
