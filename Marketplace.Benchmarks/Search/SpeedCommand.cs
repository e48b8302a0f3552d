using System.Diagnostics;
using System.Globalization;
using Marketplace.Core.Search;

namespace Marketplace.Benchmarks.Search;

/// <summary>Times searches over made-up products whose words are as unevenly frequent as in language (Zipf).</summary>
internal static class SpeedCommand
{
    private const int Vocabulary = 20_000;
    private const int Rounds = 200;

    public static async Task<int> RunAsync(string[] sizes)
    {
        foreach (var size in sizes.DefaultIfEmpty("10000"))
        {
            await MeasureAsync(int.Parse(size, CultureInfo.InvariantCulture));
        }

        return 0;
    }

    private static async Task MeasureAsync(int size)
    {
        await using var database = await ScratchDatabase.CreateForSearchAsync();
        await using var db = database.Open();
        var index = new PostgresProductIndex(db);
        var words = new ZipfWords(new Random(7), Vocabulary);
        var started = Stopwatch.GetTimestamp();
        for (var done = 0; done < size; done += 500)
        {
            await index.PutAsync([.. Enumerable.Range(done, Math.Min(500, size - done)).Select(number => Make(number, words))], CancellationToken.None);
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await database.VacuumAsync();
        var bytes = await database.ScalarAsync<long>("select pg_database_size(current_database())");
        Console.WriteLine(FormattableString.Invariant($"{size} products: indexed in {seconds:F0} s ({size / seconds:F0}/s), {bytes / 1_048_576} MB"));

        await TimeAsync(index, "browse all, newest", _ => new() { Order = SearchOrder.Newest });
        await TimeAsync(index, "browse all, facets", _ => new() { WithFacets = true });
        await TimeAsync(index, "category, facets", round => new() { Category = $"category-{round % 20}", WithFacets = true });
        await TimeAsync(index, "stack, newest", round => new() { Stack = [$"stack-{round % 20}"], Order = SearchOrder.Newest });
        await TimeAsync(index, "2 words, facets", _ => Text($"{words.Next()} {words.Next()}"));
        await TimeAsync(index, "3 words, facets", _ => Text($"{words.Next()} {words.Next()} {words.Next()}"));
        await TimeAsync(index, "2 words, filter, facets", round => Text($"{words.Next()} {words.Next()}") with { Category = $"category-{round % 20}", MaxPriceCents = 50_00 });
        await TimeAsync(index, "1 common word, facets", round => Text(words[round % 20]));
        await TimeAsync(index, "1 typo, facets", round => Text(Misspell(words[100 + round])));
        await TimeAsync("suggest", round => index.SuggestAsync(words[round * 7 % 3000][..3], CancellationToken.None));
    }

    private static ProductSearch Text(string text) => new() { Text = text, Order = SearchOrder.Relevance, WithFacets = true };

    private static string Misspell(string word) => word[..2] + word[3] + word[2] + word[4..];

    private static Task TimeAsync(PostgresProductIndex index, string name, Func<int, ProductSearch> search) =>
        TimeAsync(name, round => index.SearchAsync(search(round), CancellationToken.None));

    private static async Task TimeAsync(string name, Func<int, Task> run)
    {
        for (var round = 0; round < 20; round++)
        {
            await run(round);
        }

        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await run(round);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(FormattableString.Invariant($"  {name,-26} p50 {times[Rounds / 2],7:F1} ms   p95 {times[Rounds * 95 / 100],7:F1} ms   max {times[^1],7:F1} ms"));
    }

    private static ProductDocument Make(int number, ZipfWords words)
    {
        var random = words.Random;
        return new()
        {
            ProductId = Guid.CreateVersion7(),
            SellerId = Guid.Empty,
            Title = words.Take(random.Next(3, 8)),
            Summary = words.Take(12),
            Body = words.Take(random.Next(20, 80)),
            Categories = [Value("category", random.Next(20))],
            Stack = [Value("stack", random.Next(10)), Value("stack", 10 + random.Next(40))],
            Tags = [Value("tag", random.Next(20)), Value("tag", 20 + random.Next(400))],
            Licenses = [new("standard", "Standard")],
            PriceCents = random.Next(0, 300_00),
            RatingCount = 5,
            RatingSum = random.Next(5, 26),
            Sales = random.Next(0, 500),
            PublishedAt = DateTimeOffset.UnixEpoch.AddMinutes(number),
        };
    }

    private static FacetValue Value(string kind, int number)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
        return new(text, text);
    }
}
