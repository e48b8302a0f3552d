using System.Diagnostics;
using System.Globalization;
using Marketplace.Core.Admin;
using Marketplace.Core.Analytics;
using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Core.Payments;
using Marketplace.Core.Payouts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marketplace.Benchmarks.Selling;

/// <summary>Times the reads behind the pages of one seller with many sales beside others, the jobs that wake every minute, the books' check, and the memory while a list streams as CSV.</summary>
internal static class SellerPagesCommand
{
    private const int Rounds = 40;

    // What takes this long is not asked forty times.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var numbers = arguments.Select(argument => int.Parse(argument, CultureInfo.InvariantCulture)).ToList();
        var sales = numbers.ElementAtOrDefault(0) is > 0 and var own ? own : 100_000;
        var size = new SeedSize(sales, numbers.ElementAtOrDefault(1) is > 0 and var all ? all : 2 * sales, numbers.ElementAtOrDefault(2) is > 0 and var weeks ? weeks : 104);
        await using var database = await ScratchDatabase.CreateMigratedAsync();
        await using var api = await ReadApi.StartAsync(database.ConnectionString, TimeProvider.System);
        if (!database.IsKept)
        {
            await SeedAsync(database, size);
            await StepAsync("rebuild the sellers' aggregates", () => WithAsync(api, (RebuildAggregates rebuild) => rebuild.ExecuteOnceAsync(CancellationToken.None)));
            await StepAsync("seal everything", async () => Console.WriteLine($"  {await WithAsync(api, (SealEntries seal) => seal.ExecuteAsync(CancellationToken.None)):N0} entries"));

            // The queue has held the whole history, which a queue never does: its space goes back before the last minute queues.
            await database.VacuumAsync();
            await database.ExecuteAsync(SellerSeed.SealLater);
        }

        await StepAsync("vacuum analyze", database.VacuumAsync);
        await PrintSizesAsync(database);
        await PrintYardstickAsync(database);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"page",-34} {"reads",5} {"sql",4} {"first",9} {"least",9} {"p50",9} {"p95",9} {"database",9}   (ms)"));
        await TimePagesAsync(api, SellerSeed.Seller);
        Console.WriteLine("one of the small sellers:");
        await TimePagesAsync(api, SellerSeed.SmallSeller);
        Console.WriteLine("others:");
        foreach (var page in SellerPages.OfOthers(SellerSeed.Buyer))
        {
            await TimeAsync(api, page);
        }

        await PrintYardstickAsync(database);
        await JobsAsync(api);
        await StreamsMemory.CompareAsync(api);
        await StepAsync("all statements of the books", async () => Print(await WithAsync(api, (LedgerInvariants invariants) => invariants.CheckAsync(CancellationToken.None))));
        await StepAsync("the whole chain", async () => Print((await WithAsync(api, (VerifySeals verify) => verify.ExecuteAsync(null, CancellationToken.None))).Findings));
        return 0;
    }

    public static async Task<T> WithAsync<TService, T>(ReadApi api, Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = api.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    private static async Task SeedAsync(ScratchDatabase database, SeedSize size)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        foreach (var (name, sql) in SellerSeed.Steps(size))
        {
            await StepAsync($"seed {name}", async () =>
            {
                await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 1800 };
                await command.ExecuteNonQueryAsync();
            });
        }
    }

    private static async Task PrintSizesAsync(ScratchDatabase database)
    {
        foreach (var table in new[] { "orders.lines", "payouts.transfers", "ledger.entries", "ledger.postings", "ledger.seller_seals", "refunds.refunds", "disputes.disputes", "analytics.daily_sales", "analytics.daily_traffic", "analytics.daily_sources", "analytics.customers" })
        {
            var rows = await database.ScalarAsync<long>($"select count(*) from {table}");
            var bytes = await database.ScalarAsync<long>($"select pg_total_relation_size('{table}')");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {table,-20} {rows,10:N0} rows {bytes / 1_048_576.0,7:F0} MB"));
        }
    }

    /// <summary>How fast the machine is while we measure: another's work on it shows here too.</summary>
    private static async Task PrintYardstickAsync(ScratchDatabase database)
    {
        var started = Stopwatch.GetTimestamp();
        await database.ScalarAsync<decimal>("select sum(n) from generate_series(1, 1000000::bigint) as n");
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "unknown";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"yardstick: the sum of a million numbers takes this PostgreSQL {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms; load {load} on {Environment.ProcessorCount} processors"));
    }

    private static async Task TimePagesAsync(ReadApi api, Guid seller)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var lines = await WithAsync(api, (MarketplaceDb db) => db.OrderLines.Where(line => line.SellerId == seller && line.PaidAt != null).OrderBy(line => line.Id).Select(line => line.Id).ToListAsync());
        var product = await WithAsync(api, (MarketplaceDb db) => db.Products.Where(product => product.SellerId == seller).OrderBy(product => product.Id).Select(product => product.Id).FirstAsync());
        foreach (var page in SellerPages.Of(seller, lines[lines.Count / 2], product, today))
        {
            await TimeAsync(api, page);
        }
    }

    /// <summary>A page's reads one after the other, although the shop asks for them at once.</summary>
    private static async Task TimeAsync(ReadApi api, PageReads page)
    {
        var (first, commands, _) = await ReadAsync(api, page);
        var rounds = first > Slow ? 5 : Rounds;
        var times = new List<(TimeSpan Total, TimeSpan Database)>();
        for (var round = 0; round < rounds; round++)
        {
            var (total, _, database) = await ReadAsync(api, page);
            times.Add((total, database));
        }

        double At(Func<(TimeSpan Total, TimeSpan Database), TimeSpan> part, double share) => times.Select(time => part(time).TotalMilliseconds).Order().ElementAt((int)(share * (rounds - 1)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{page.Page,-34} {page.Paths.Count,5} {commands,4} {first.TotalMilliseconds,9:F1} {At(time => time.Total, 0),9:F1} {At(time => time.Total, 0.5),9:F1} {At(time => time.Total, 0.95),9:F1} {At(time => time.Database, 0.5),9:F1}"));
    }

    private static async Task<(TimeSpan Total, int Commands, TimeSpan Database)> ReadAsync(ReadApi api, PageReads page)
    {
        api.Commands.Take();
        var started = Stopwatch.GetTimestamp();
        foreach (var path in page.Paths)
        {
            await api.GetAsync(path, page.Caller);
        }

        var total = Stopwatch.GetElapsedTime(started);
        var (commands, spent) = api.Commands.Take();
        return (total, commands.Count, spent);
    }

    private static async Task JobsAsync(ReadApi api)
    {
        Console.WriteLine("jobs that wake every minute:");
        await StepAsync("  seal the last entries", async () => Console.WriteLine($"  {await WithAsync(api, (SealEntries seal) => seal.ExecuteAsync(CancellationToken.None))} entries"));
        await StepAsync("  seal, nothing to do", () => WithAsync(api, (SealEntries seal) => seal.ExecuteAsync(CancellationToken.None)));
        await StepAsync("  release, nothing due", () => WithAsync(api, (ReleaseEscrow release) => release.ExecuteAsync(CancellationToken.None)));
        await StepAsync("  sweep transfers", () => WithAsync(api, (SweepTransfers sweep) => sweep.ExecuteAsync(CancellationToken.None)));
        await StepAsync("  sweep payments", () => WithAsync(api, (SweepPayments sweep) => sweep.ExecuteAsync(CancellationToken.None)));
        await StepAsync("  count a sale that is counted", async () => await WithAsync(api, async (MarketplaceDb db) => await WithAsync(api, async (CountMovement count) => await count.ExecuteAsync(MovementKind.Sale, await db.OrderLines.Where(line => line.SellerId == SellerSeed.Seller && line.PaidAt != null).Select(line => line.OrderId).FirstAsync(), CancellationToken.None))));
        await StepAsync("  compare the sellers' figures with the books (daily)", async () => Console.WriteLine($"  {await WithAsync(api, (CheckAggregates check) => check.ExecuteAsync(CancellationToken.None))}"));
        await StepAsync("  money alarms", () => WithAsync(api, (MoneyAlarms alarms) => alarms.ReadAsync(CancellationToken.None)));
    }

    private static async Task StepAsync(string name, Func<Task> step)
    {
        var started = Stopwatch.GetTimestamp();
        await step();
        Console.WriteLine(FormattableString.Invariant($"{name}: {Stopwatch.GetElapsedTime(started).TotalSeconds:F2} s"));
    }

    private static void Print(IReadOnlyList<Invariant> statements)
    {
        foreach (var statement in statements)
        {
            Console.WriteLine($"  {(statement.IsOk ? "true " : "FALSE")} {statement.Name}: {statement.Detail}");
        }
    }
}
