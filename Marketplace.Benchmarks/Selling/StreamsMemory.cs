using System.Diagnostics;
using System.Globalization;
using Marketplace.Api.Analytics;
using Marketplace.Api.Hosting;
using Marketplace.Api.Selling;
using Marketplace.Contracts.Analytics;

namespace Marketplace.Benchmarks.Selling;

/// <summary>Streams lists of ten thousand rows and of all rows as CSV: the memory that is alive meanwhile must not depend on the number.</summary>
internal static class StreamsMemory
{
    private static readonly int[] Most = [10_000, 100_000, int.MaxValue];

    public static async Task CompareAsync(ReadApi api)
    {
        var ever = new StatementDays(new DateOnly(2000, 1, 1), new DateOnly(2100, 1, 1));
        var period = await SellerPagesCommand.WithAsync(api, (StatementReader statements) => statements.FindAsync(SellerSeed.Seller, ever, CancellationToken.None));
        var all = new AnalyticsPeriod(ever.From, ever.To, AnalyticsGrouping.Detail, null);
        foreach (var rows in Most)
        {
            await StreamAsync<AnalyticsCsv>(api, "analytics", rows, AnalyticsCsv.DetailHeads, csv => csv.DetailAsync(SellerSeed.Seller, all, CancellationToken.None));
            await StreamAsync<CustomerReader>(api, "customers", rows, CustomerReader.Heads, customers => customers.CsvAsync(SellerSeed.Seller, "", CancellationToken.None));
            await StreamAsync<SalesCsv>(api, "sales", rows, SalesCsv.SalesHeads, csv => csv.SalesAsync(SellerSeed.Seller, CancellationToken.None));
            await StreamAsync<SalesCsv>(api, "payouts", rows, SalesCsv.PayoutHeads, csv => csv.PayoutsAsync(SellerSeed.Seller, CancellationToken.None));
            await StreamAsync<StatementReader>(api, "statement", rows, StatementReader.Heads, statements => statements.CsvAsync(period, ever, CancellationToken.None));
        }
    }

    private static async Task StreamAsync<TService>(ReadApi api, string name, int most, string[] heads, Func<TService, IAsyncEnumerable<object?[]>> open) where TService : notnull
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var setBefore = Environment.WorkingSet;
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var counter = new CountingStream();
        var started = Stopwatch.GetTimestamp();
        var rows = 0;
        object?[] Counted(object?[] row)
        {
            if (++rows % 1_000 == 0)
            {
                // Else the log would be what grows.
                api.Commands.Take();
            }

            return row;
        }

        await SellerPagesCommand.WithAsync(api, async (TService service) =>
        {
            await new CsvAnswer("x.csv", heads, open(service).Take(most).Select(Counted)).WriteAsync(counter, CancellationToken.None);
            return true;
        });
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"CSV {name,-10} {rows,9:N0} rows {Megabytes(counter.Bytes),6:F1} MB in {seconds,5:F1} s; alive at most +{Megabytes(counter.MostLive - before):F1} MB, working set {Megabytes(Environment.WorkingSet - setBefore):+0.0;-0.0} MB, allocated {Megabytes(GC.GetTotalAllocatedBytes() - allocatedBefore):F0} MB"));
    }

    private static double Megabytes(long bytes) => bytes / 1_048_576.0;
}
