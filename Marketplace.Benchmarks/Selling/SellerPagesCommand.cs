using System.Diagnostics;
using System.Globalization;
using Marketplace.Api.Hosting;
using Marketplace.Api.Selling;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Benchmarks.Selling;

/// <summary>Times the reads behind the pages of one seller with many sales, and watches the memory while a list streams as CSV.</summary>
internal static class SellerPagesCommand
{
    private const int Rounds = 20;

    public static async Task<int> RunAsync(string[] sizes)
    {
        var size = int.Parse(sizes.FirstOrDefault("100000"), CultureInfo.InvariantCulture);
        await using var database = await ScratchDatabase.CreateMigratedAsync();
        await StepAsync("seed", () => database.ExecuteAsync(SellerSeed.Sql(size)));
        await using var services = Services(database);
        await StepAsync("seal everything", async () => Console.WriteLine($"  {await WithAsync(services, (SealEntries seal) => seal.ExecuteAsync(CancellationToken.None))} entries"));
        await StepAsync("vacuum analyze", database.VacuumAsync);

        var account = await WithAsync(services, (MarketplaceDb db) => db.SellerAccounts.AsNoTracking().SingleAsync(account => account.UserId == SellerSeed.Seller));
        var newest = new PageRequest(null, Paging.DefaultLimit);
        var middle = await WithAsync(services, (MarketplaceDb db) => db.OrderLines.Where(line => line.SellerId == SellerSeed.Seller).OrderBy(line => line.Id).Skip(size / 2).Select(line => line.Id).FirstAsync());
        await TimeAsync(services, "balance (/sell, /sell/payouts)", (BalanceReader balances) => balances.GetAsync(account, CancellationToken.None));
        await TimeAsync(services, "  of it: funds", (LedgerQueries ledger) => ledger.GetSellerFundsAsync(account.UserId, "USD", CancellationToken.None));
        await TimeAsync(services, "  of it: earnings", (EarningsReader earnings) => earnings.GetAsync(account.UserId, new(0, 0, 0, 0, 0, 0), CancellationToken.None));
        await TimeAsync(services, "forecast", (BalanceReader balances) => balances.ForecastAsync(account, CancellationToken.None));
        await TimeAsync(services, "payouts, newest page", (SalesReader sales) => sales.ListPayoutsAsync(account.UserId, newest, CancellationToken.None));
        await TimeAsync(services, "sales, newest page", (SalesReader sales) => sales.ListSalesAsync(account.UserId, newest, CancellationToken.None));
        await TimeAsync(services, "sales, page in the middle", (SalesReader sales) => sales.ListSalesAsync(account.UserId, new(middle, Paging.DefaultLimit), CancellationToken.None));
        await TimeAsync(services, "statement, this month", (StatementReader statements) => StatementAsync(statements, Days(0)));
        await TimeAsync(services, "statement, a year ago", (StatementReader statements) => StatementAsync(statements, Days(12)));
        await TimeAsync(services, "sum of all postings, for comparison", (MarketplaceDb db) => db.Postings.Where(posting => posting.SellerId == account.UserId)
            .GroupBy(posting => posting.Account).Select(group => group.Sum(posting => posting.AmountCents)).ToListAsync());

        await StreamAsync(services, "CSV of all sales", (SalesCsv csv) => new("x.csv", SalesCsv.SalesHeads, csv.SalesAsync(account.UserId, CancellationToken.None)));
        var ever = new StatementDays(new DateOnly(2000, 1, 1), new DateOnly(2100, 1, 1));
        var period = await WithAsync(services, (StatementReader statements) => statements.FindAsync(account.UserId, ever, CancellationToken.None));
        await StreamAsync(services, "CSV of the whole statement", (StatementReader statements) => new("x.csv", StatementReader.Heads, statements.CsvAsync(period, ever, CancellationToken.None)));

        await StepAsync("all statements of the books", async () => Print(await WithAsync(services, (LedgerInvariants invariants) => invariants.CheckAsync(CancellationToken.None))));
        await StepAsync("the whole chain", async () => Print((await WithAsync(services, (VerifySeals verify) => verify.ExecuteAsync(null, CancellationToken.None))).Findings));
        return 0;
    }

    private static ServiceProvider Services(ScratchDatabase database) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new SettlementCurrency("USD"))
        .AddScoped(_ => database.Open())
        .AddLedger()
        .AddScoped<SalesReader>()
        .AddScoped<SalesCsv>()
        .AddScoped<EarningsReader>()
        .AddScoped<BalanceReader>()
        .AddScoped<StatementReader>()
        .BuildServiceProvider();

    private static StatementDays Days(int monthsAgo)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(-monthsAgo);
        return new(first, first.AddMonths(1).AddDays(-1));
    }

    private static async Task<Contracts.Selling.StatementView> StatementAsync(StatementReader statements, StatementDays days) =>
        await statements.GetPageAsync(await statements.FindAsync(SellerSeed.Seller, days, CancellationToken.None), days, null, Paging.DefaultLimit, CancellationToken.None);

    private static async Task<T> WithAsync<TService, T>(ServiceProvider services, Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    private static async Task TimeAsync<TService, T>(ServiceProvider services, string name, Func<TService, Task<T>> read) where TService : notnull
    {
        var times = new List<double>();
        for (var round = -3; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await WithAsync(services, read);
            if (round >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        times.Sort();
        Console.WriteLine(FormattableString.Invariant($"{name,-38} p50 {times[Rounds / 2],7:F1} ms   max {times[^1],7:F1} ms"));
    }

    private static async Task StreamAsync<TService>(ServiceProvider services, string name, Func<TService, CsvAnswer> open) where TService : notnull
    {
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var counter = new CountingStream();
        var started = Stopwatch.GetTimestamp();
        await WithAsync(services, async (TService service) =>
        {
            await open(service).WriteAsync(counter, CancellationToken.None);
            return true;
        });
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant(
            $"{name,-38} {counter.Bytes / 1_048_576.0:F1} MB in {seconds:F1} s; live memory at most {(counter.MostLive - before) / 1_048_576.0:F1} MB above the start"));
    }

    private static async Task StepAsync(string name, Func<Task> step)
    {
        var started = Stopwatch.GetTimestamp();
        await step();
        Console.WriteLine(FormattableString.Invariant($"{name}: {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s"));
    }

    private static void Print(IReadOnlyList<Invariant> statements)
    {
        foreach (var statement in statements)
        {
            Console.WriteLine($"  {(statement.IsOk ? "true " : "FALSE")} {statement.Name}: {statement.Detail}");
        }
    }
}
