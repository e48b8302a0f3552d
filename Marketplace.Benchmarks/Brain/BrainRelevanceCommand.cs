using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Retrieval;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Benchmarks.Brain;

/// <summary>Judges the Brain's retrieval by sets of queries with known answers: every folder that has docs.jsonl, queries.jsonl and qrels.tsv.</summary>
internal static class BrainRelevanceCommand
{
    private const int Depth = 10;

    public static async Task<int> RunAsync(string folder)
    {
        string[] sets = File.Exists(Path.Combine(folder, "qrels.tsv")) ? [folder] : [.. Directory.GetDirectories(folder).Where(set => File.Exists(Path.Combine(set, "qrels.tsv"))).Order()];
        foreach (var set in sets)
        {
            await JudgeAsync(set);
        }

        return 0;
    }

    private static async Task JudgeAsync(string folder)
    {
        var judgements = File.ReadLines(Path.Combine(folder, "qrels.tsv"))
            .Select(line => line.Split('\t'))
            .GroupBy(cells => cells[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToDictionary(cells => cells[1], cells => int.Parse(cells[2], CultureInfo.InvariantCulture)));
        var queries = Read(folder, "queries.jsonl").Where(query => judgements.ContainsKey(query.Id)).ToList();
        await using var database = await ScratchDatabase.CreateMigratedAsync();
        await using var services = BrainServices.Provide(database);
        var ids = database.IsKept ? await KnownAsync(services) : await IngestAsync(folder, services);
        await database.VacuumAsync();
        foreach (var (name, ways) in new[] { ("words", SearchWays.Words), ("vectors", SearchWays.Vectors), ("fused", SearchWays.Both) })
        {
            await JudgeAsync(name, ways, queries, judgements, ids, services);
        }
    }

    private static async Task<Dictionary<Guid, string>> IngestAsync(string folder, ServiceProvider services)
    {
        await BrainServices.AddAuthorAsync(services);
        var started = Stopwatch.GetTimestamp();
        var documents = Read(folder, "docs.jsonl").Select(line => (line.Id, Document: BrainServices.Document(line.Title, line.Text))).ToList();
        documents.ForEach(item => item.Document.Path = item.Id);
        await BrainServices.IngestAsync(services, [.. documents.Select(item => item.Document)]);
        var ingested = Stopwatch.GetElapsedTime(started);
        await BrainServices.RefitAsync(services);
        Console.WriteLine(FormattableString.Invariant(
            $"{Path.GetFileName(folder)}: {documents.Count} documents indexed in {ingested.TotalSeconds:F1} s, model fitted and vectors made in {(Stopwatch.GetElapsedTime(started) - ingested).TotalSeconds:F1} s"));
        return documents.ToDictionary(item => item.Document.Id, item => item.Id);
    }

    private static async Task<Dictionary<Guid, string>> KnownAsync(ServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MarketplaceDb>().KnowledgeDocuments.AsNoTracking().ToDictionaryAsync(document => document.Id, document => document.Path);
    }

    private static async Task JudgeAsync(
        string name, SearchWays ways, List<Line> queries, Dictionary<string, Dictionary<string, int>> judgements, Dictionary<Guid, string> ids, ServiceProvider services)
    {
        double gain = 0, recall = 0;
        var times = new List<double>();
        foreach (var query in queries)
        {
            await using var scope = services.CreateAsyncScope();
            var search = scope.ServiceProvider.GetRequiredService<KnowledgeSearch>();
            var started = Stopwatch.GetTimestamp();
            var found = await search.FindAsync(new KnowledgeQuery { Text = query.Text, Spaces = [Space.Public], Limit = Depth * RetrievalPolicy.MaxPerDocument }, ways, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            var relevant = judgements[query.Id];
            var grades = found.Passages.Select(passage => ids[passage.DocumentId]).Distinct().Take(Depth).Select(id => relevant.GetValueOrDefault(id)).ToList();
            gain += Gain(grades) / Gain(relevant.Values.OrderDescending().Take(Depth));
            recall += (double)grades.Count(grade => grade > 0) / relevant.Values.Count(grade => grade > 0);
        }

        times.Sort();
        Console.WriteLine(FormattableString.Invariant(
            $"  {name,-8} {queries.Count} queries, nDCG@10 {gain / queries.Count:F4}, recall@10 {recall / queries.Count:F4}, p50 {times[times.Count / 2]:F1} ms, p95 {times[times.Count * 95 / 100]:F1} ms"));
    }

    private static double Gain(IEnumerable<int> grades) => grades.Select((grade, position) => grade / Math.Log2(position + 2)).Sum();

    private static IEnumerable<Line> Read(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Select(line => JsonSerializer.Deserialize<Line>(line, JsonSerializerOptions.Web)!);

    private sealed record Line(string Id, string Text, string Title = "");
}
