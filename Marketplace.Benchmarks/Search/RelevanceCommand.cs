using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Marketplace.Core.Search;

namespace Marketplace.Benchmarks.Search;

/// <summary>Judges product search by a set of queries with known answers.</summary>
internal static class RelevanceCommand
{
    private const int Depth = 10;

    public static async Task<int> RunAsync(string folder)
    {
        var judgements = File.ReadLines(Path.Combine(folder, "qrels.tsv"))
            .Select(line => line.Split('\t'))
            .GroupBy(cells => cells[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToDictionary(cells => cells[1], cells => int.Parse(cells[2], CultureInfo.InvariantCulture)));
        var queries = Read(folder, "queries.jsonl").Where(query => judgements.ContainsKey(query.Id)).ToList();

        await using var database = await ScratchDatabase.CreateForSearchAsync();
        await using var db = database.Open();
        var index = new PostgresProductIndex(db);
        var ids = new Dictionary<Guid, string>();
        var started = Stopwatch.GetTimestamp();
        foreach (var batch in Read(folder, "docs.jsonl").Chunk(500))
        {
            await index.PutAsync([.. batch.Select(document => ToDocument(document, ids))], CancellationToken.None);
        }

        await database.VacuumAsync();
        Console.WriteLine(FormattableString.Invariant($"{ids.Count} documents indexed in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s"));
        await JudgeAsync("as asked", queries, judgements, ids, index, query => query);
        await JudgeAsync("one typo", queries, judgements, ids, index, WithTypo);
        return 0;
    }

    private static async Task JudgeAsync(
        string name, List<Line> queries, Dictionary<string, Dictionary<string, int>> judgements, Dictionary<Guid, string> ids, PostgresProductIndex index, Func<string, string> change)
    {
        double gain = 0, recall = 0;
        var times = new List<double>();
        foreach (var query in queries)
        {
            var started = Stopwatch.GetTimestamp();
            var hits = await index.SearchAsync(new ProductSearch { Text = change(query.Text), Order = SearchOrder.Relevance, Limit = Depth }, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            var relevant = judgements[query.Id];
            var grades = hits.Items.Select(item => relevant.GetValueOrDefault(ids[item.ProductId])).ToList();
            gain += Gain(grades) / Gain(relevant.Values.OrderDescending().Take(Depth));
            recall += (double)grades.Count(grade => grade > 0) / relevant.Values.Count(grade => grade > 0);
        }

        times.Sort();
        Console.WriteLine(FormattableString.Invariant(
            $"{name}: {queries.Count} queries, nDCG@10 {gain / queries.Count:F4}, recall@10 {recall / queries.Count:F4}, p50 {times[times.Count / 2]:F1} ms, p95 {times[times.Count * 95 / 100]:F1} ms"));
    }

    private static double Gain(IEnumerable<int> grades) => grades.Select((grade, position) => grade / Math.Log2(position + 2)).Sum();

    /// <summary>Swaps two inner letters of the longest word of five or more.</summary>
    private static string WithTypo(string query)
    {
        var word = query.Split(' ').Where(part => part.Length >= 5 && part.All(char.IsAsciiLetter)).MaxBy(part => part.Length);
        return word is null ? query : query.Replace(word, $"{word[..2]}{word[3]}{word[2]}{word[4..]}", StringComparison.Ordinal);
    }

    private static ProductDocument ToDocument(Line line, Dictionary<Guid, string> ids)
    {
        var id = Guid.CreateVersion7();
        ids[id] = line.Id;
        return new()
        {
            ProductId = id,
            SellerId = Guid.Empty,
            Title = line.Title,
            Tags = line.Brand.Length > 0 ? [new(line.Brand, line.Brand)] : [],
            Body = line.Text,
            PublishedAt = DateTimeOffset.UnixEpoch,
        };
    }

    private static IEnumerable<Line> Read(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Select(line => JsonSerializer.Deserialize<Line>(line, JsonSerializerOptions.Web)!);

    private sealed record Line(string Id, string Text, string Title = "", string Brand = "");
}
