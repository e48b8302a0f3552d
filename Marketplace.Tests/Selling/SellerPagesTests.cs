using System.Text.Json;
using Marketplace.Api.Analytics;
using Marketplace.Api.Hosting;
using Marketplace.Api.Selling;
using Marketplace.Benchmarks.Selling;
using Marketplace.Contracts.Admin;
using Marketplace.Contracts.Analytics;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Admin;
using Marketplace.Core.Analytics;
using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Marketplace.Core.Refunds;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Tests.Selling;

/// <summary>
/// That no page of a seller or an admin and no job reads more because there is more: the statements they send, and how PostgreSQL means to
/// answer them over some thousand sales. How long they take is what the benchmark <c>seller-pages</c> is for.
/// </summary>
internal sealed class SellerPagesTests
{
    private static readonly string[] Growing = ["orders", "lines", "payments", "transfers", "entries", "postings", "seals", "seller_seals", "downloads", "messages", "daily_sales", "daily_traffic", "daily_sources", "customers", "counted_events"];
    private TestDatabase database = null!;
    private ReadApi api = null!;
    private IReadOnlyList<PageReads> few = null!;
    private IReadOnlyList<PageReads> many = null!;

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        database = await TestDatabase.CreateAsync();
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.OpenAsync();
            foreach (var (_, sql) in SellerSeed.Steps(new(2_500, 6_000, 30)))
            {
                await ExecuteAsync(connection, sql);
            }
        }

        api = await ReadApi.StartAsync(database.ConnectionString, TimeProvider.System);
        await WithAsync((RebuildAggregates rebuild) => rebuild.ExecuteOnceAsync(CancellationToken.None));
        await WithAsync((SealEntries seal) => seal.ExecuteAsync(CancellationToken.None));
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.OpenAsync();
            await ExecuteAsync(connection, SellerSeed.SealLater);
            await ExecuteAsync(connection, "vacuum analyze");
        }

        // The first who asks for the books' check makes it. These books are small; those of the sizes that this is about are not checked for a page.
        await api.GetAsync(AdminRoutes.LedgerInvariants, SellerSeed.Seller);
        await WithAsync((MarketplaceDb db) => db.LedgerChecks.ExecuteUpdateAsync(set => set.SetProperty(check => check.DurationMs, 60_000)));
        (few, many) = (await PagesAsync(SellerSeed.SmallSeller), await PagesAsync(SellerSeed.Seller));
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        await api.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task TheMadeUpBooks_Hold()
    {
        var statements = await WithAsync((LedgerInvariants ledger) => ledger.CheckAsync(CancellationToken.None));
        Assert.That(statements.Where(statement => !statement.IsOk), Is.Empty);
        Assert.That((await WithAsync((VerifySeals verify) => verify.ExecuteAsync(null, CancellationToken.None))).Findings.Where(finding => !finding.IsOk), Is.Empty);
    }

    [Test]
    public async Task TheSellersFigures_AreWhatTheMadeUpBooksSay()
    {
        var findings = await WithAsync((CheckAggregates check) => check.ExecuteAsync(CancellationToken.None));
        Assert.That(findings, Is.EqualTo(new AggregateFindings(0, 0, 0, 0)));
        var shown = await WithAsync(async (AnalyticsReader reader) => await reader.GetAllAsync(SellerSeed.Seller, new(new(2000, 1, 1), new(2100, 1, 1), AnalyticsGrouping.Country, null), CancellationToken.None));
        var balance = JsonSerializer.Deserialize<BalanceView>(await api.GetAsync(SellingRoutes.Balance, SellerSeed.Seller), JsonSerializerOptions.Web)!;
        Assert.That(
            (shown.Sum(row => row.Sales!.Revenue.Amount), shown.Sum(row => row.Sales!.PlatformFees.Amount + row.Sales!.ProcessingFees.Amount), shown.Sum(row => row.Sales!.Refunded.Amount)),
            Is.EqualTo((balance.GrossTotal.Amount, balance.FeesTotal.Amount, balance.RefundedTotal.Amount)));
        Assert.That(shown, Has.Count.GreaterThan(5), "countries");
    }

    [Test]
    public async Task APage_SendsAsManyStatements_ForManySales_AsForFew()
    {
        foreach (var (small, large) in few.Zip(many))
        {
            Assert.That((await ReadAsync(large)).Count, Is.EqualTo((await ReadAsync(small)).Count), large.Page);
        }
    }

    [Test]
    public async Task AList_SendsAsManyStatements_ForManyRows_AsForFew()
    {
        foreach (var page in many.Concat(SellerPages.OfOthers(SellerSeed.Buyer)))
        {
            foreach (var path in page.Paths)
            {
                PageReads Limited(int limit) => page with { Paths = [$"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit={limit}"] };
                Assert.That((await ReadAsync(Limited(50))).Count, Is.EqualTo((await ReadAsync(Limited(2))).Count), path);
            }
        }
    }

    [Test]
    public async Task NoPage_CountsAListToItsEnd()
    {
        foreach (var page in many.Concat(SellerPages.OfOthers(SellerSeed.Buyer)))
        {
            var counts = (await ReadAsync(page)).Select(command => command.Sql).Where(sql => sql.StartsWith("SELECT count(*)", StringComparison.Ordinal) && Growing.Any(table => sql.Contains($".{table} ", StringComparison.Ordinal)));
            Assert.That(counts, Is.All.Contains("LIMIT"), page.Page);
        }
    }

    [Test]
    public async Task NoPage_ReadsATableThatGrows_FromEndToEnd()
    {
        foreach (var page in few.Concat(SellerPages.OfOthers(SellerSeed.Buyer)))
        {
            Assert.That(await ScannedAsync(await ReadAsync(page)), Is.Empty, page.Page);
        }
    }

    [Test]
    public async Task NoJobThatWakesEveryMinute_ReadsATableThatGrows_FromEndToEnd()
    {
        await AssertJobAsync((ReleaseEscrow release) => release.ExecuteAsync(CancellationToken.None));
        await AssertJobAsync((SweepTransfers sweep) => sweep.ExecuteAsync(CancellationToken.None));
        await AssertJobAsync((SweepReversals sweep) => sweep.ExecuteAsync(CancellationToken.None));
        await AssertJobAsync((SweepPayments sweep) => sweep.ExecuteAsync(CancellationToken.None));
        await AssertJobAsync((SweepRefunds sweep) => sweep.ExecuteAsync(CancellationToken.None));
        await AssertJobAsync((LedgerQueries ledger) => ledger.ListSellersWithAsync(LedgerAccounts.Connected, [SellerSeed.SmallSeller], CancellationToken.None));
        await AssertJobAsync((MoneyAlarms alarms) => alarms.ReadAsync(CancellationToken.None));
    }

    [TestCase(SellingRoutes.Orders)]
    [TestCase(SellingRoutes.Payouts)]
    [TestCase(SellingRoutes.Statement)]
    [TestCase(AnalyticsRoutes.Analytics)]
    [TestCase(AnalyticsRoutes.Customers)]
    public async Task ACsv_LeavesWhileMostOfItIsStillInTheDatabase(string list)
    {
        api.Commands.Take();
        var stream = new FirstWrite(() => api.Commands.Take().Commands.Count);
        await using var scope = api.Services.CreateAsyncScope();
        await (await OpenAsync(list, scope.ServiceProvider)).WriteAsync(stream, CancellationToken.None);
        var later = api.Commands.Take().Commands;
        Assert.That(later, Has.Count.GreaterThanOrEqualTo(2), $"the list is read on after the first bytes left; {stream.CommandsBefore} statements before");
        Assert.That(later.Select(command => command.Sql).Where(sql => sql.Contains("ORDER BY", StringComparison.Ordinal)), Is.All.Contains("LIMIT"), "a part at a time");
    }

    private async Task<CsvAnswer> OpenAsync(string list, IServiceProvider services)
    {
        if (list == SellingRoutes.Statement)
        {
            var ever = new StatementDays(new(2000, 1, 1), new(2100, 1, 1));
            var statements = services.GetRequiredService<StatementReader>();
            var period = await statements.FindAsync(SellerSeed.Seller, ever, CancellationToken.None);
            api.Commands.Take();
            return new("x.csv", StatementReader.Heads, statements.CsvAsync(period, ever, CancellationToken.None));
        }

        if (list == AnalyticsRoutes.Analytics)
        {
            var ever = new AnalyticsPeriod(new(2000, 1, 1), new(2100, 1, 1), AnalyticsGrouping.Detail, null);
            return new("x.csv", AnalyticsCsv.DetailHeads, services.GetRequiredService<AnalyticsCsv>().DetailAsync(SellerSeed.Seller, ever, CancellationToken.None));
        }

        if (list == AnalyticsRoutes.Customers)
        {
            return new("x.csv", CustomerReader.Heads, services.GetRequiredService<CustomerReader>().CsvAsync(SellerSeed.Seller, "", CancellationToken.None));
        }

        var csv = services.GetRequiredService<SalesCsv>();
        return list == SellingRoutes.Orders
            ? new("x.csv", SalesCsv.SalesHeads, csv.SalesAsync(SellerSeed.Seller, CancellationToken.None))
            : new("x.csv", SalesCsv.PayoutHeads, csv.PayoutsAsync(SellerSeed.Seller, CancellationToken.None));
    }

    private async Task<IReadOnlyList<PageReads>> PagesAsync(Guid seller)
    {
        var middle = await WithAsync((MarketplaceDb db) => db.OrderLines.Where(line => line.SellerId == seller && line.PaidAt != null).OrderByDescending(line => line.Id).Skip(5).Select(line => line.Id).FirstAsync());
        var product = await WithAsync((MarketplaceDb db) => db.OrderLines.Where(line => line.Id == middle).Select(line => line.ProductId).SingleAsync());
        return SellerPages.Of(seller, middle, product, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-7)));
    }

    private async Task<IReadOnlyList<LoggedCommand>> ReadAsync(PageReads page)
    {
        api.Commands.Take();
        foreach (var path in page.Paths)
        {
            await api.GetAsync(path, page.Caller);
        }

        return api.Commands.Take().Commands;
    }

    private async Task AssertJobAsync<TService, T>(Func<TService, Task<T>> run) where TService : notnull
    {
        api.Commands.Take();
        await WithAsync(run);
        Assert.That(await ScannedAsync(api.Commands.Take().Commands), Is.Empty, typeof(TService).Name);
    }

    private async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = api.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <returns>The growing tables that the planner means to read as a whole, each with the statement.</returns>
    private async Task<IReadOnlyList<string>> ScannedAsync(IReadOnlyList<LoggedCommand> commands)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();

        // As one sets it for disks without heads: with the default, two dozen rows of a table of this size are cheaper to find by reading it.
        await ExecuteAsync(connection, "set random_page_cost = 1.1");
        var scanned = new List<string>();
        foreach (var command in commands.Where(command => !command.Sql.StartsWith("insert", StringComparison.OrdinalIgnoreCase)))
        {
            await using var explain = new NpgsqlCommand($"explain (format json) {command.Sql}", connection);
            explain.Parameters.AddRange(command.Parameters.Select(parameter => ((ICloneable)parameter).Clone()).ToArray());
            using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync())!);
            scanned.AddRange(Scans(plan.RootElement[0].GetProperty("Plan")).Where(Growing.Contains).Select(table => $"{table}: {command.Sql}"));
        }

        return scanned;
    }

    private static IEnumerable<string> Scans(JsonElement node)
    {
        var own = node.GetProperty("Node Type").GetString() == "Seq Scan" ? new[] { node.GetProperty("Relation Name").GetString()! } : [];
        return node.TryGetProperty("Plans", out var parts) ? own.Concat(parts.EnumerateArray().SelectMany(Scans)) : own;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Looks once, when the first bytes come.</summary>
    private sealed class FirstWrite(Func<int> look) : MemoryStream
    {
        public int? CommandsBefore { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            CommandsBefore ??= look();
            return ValueTask.CompletedTask;
        }
    }
}
