using System.Diagnostics;
using System.Globalization;
using Marketplace.Benchmarks.Search;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Retrieval;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Brain.Retrieval.Vectors;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Benchmarks.Brain;

/// <summary>Times the vector search alone over made-up vectors, then ingest and whole searches over made-up documents.</summary>
internal static class BrainSpeedCommand
{
    private const int Vocabulary = 20_000;
    private const int Rounds = 200;
    private const int ChunksPerDocument = 5;

    public static async Task<int> RunAsync(string[] sizes)
    {
        foreach (var size in sizes.DefaultIfEmpty("10000").Select(size => int.Parse(size, CultureInfo.InvariantCulture)))
        {
            MeasureMatrix(size);
            await MeasureSearchAsync(size);
        }

        return 0;
    }

    private static void MeasureMatrix(int size)
    {
        var random = new Random(7);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var matrix = VectorMatrix.Empty(LocalModel.Dimensions);
        for (var done = 0; done < size; done += 5_000)
        {
            matrix = matrix.With([.. Enumerable.Range(0, Math.Min(5_000, size - done)).Select(_ => (new MatrixRow(Guid.NewGuid(), Guid.Empty, Guid.Empty, DocumentKind.Entry), Vector(random)))]);
        }

        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine(FormattableString.Invariant($"{size} vectors of {LocalModel.Dimensions}: {bytes / 1_048_576} MB in memory"));
        var times = Enumerable.Range(0, Rounds + 20).Select(_ =>
        {
            var query = Vector(random);
            var started = Stopwatch.GetTimestamp();
            matrix.Search(query, RetrievalPolicy.Candidates, null);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }).Skip(20).ToList();
        Print("vector search alone, exact", times);
        GC.KeepAlive(matrix);
    }

    private static async Task MeasureSearchAsync(int chunks)
    {
        await using var database = await ScratchDatabase.CreateMigratedAsync();
        await using var services = BrainServices.Provide(database);
        await BrainServices.AddAuthorAsync(services);
        var words = new ZipfWords(new Random(7), Vocabulary);
        var documents = Enumerable.Range(0, chunks / ChunksPerDocument).Select(_ => BrainServices.Document(words.Take(6), Text(words))).ToList();
        var started = Stopwatch.GetTimestamp();
        await BrainServices.IngestAsync(services, documents);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var made = await database.ScalarAsync<long>("select count(*) from brain.chunks");
        started = Stopwatch.GetTimestamp();
        await BrainServices.RefitAsync(services);
        var refit = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await database.VacuumAsync();
        var bytes = await database.ScalarAsync<long>("select pg_database_size(current_database())");
        Console.WriteLine(FormattableString.Invariant(
            $"{made} chunks of {documents.Count} documents: ingested in {seconds:F0} s ({made / seconds:F0} chunks/s), model fitted and {made} vectors made anew in {refit:F0} s, database {bytes / 1_048_576} MB"));
        started = Stopwatch.GetTimestamp();
        await FindAsync(services, words.Next());
        Console.WriteLine(FormattableString.Invariant(
            $"  first search, which reads the vectors, {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms; process {Environment.WorkingSet / 1_048_576} MB, managed {GC.GetTotalMemory(forceFullCollection: true) / 1_048_576} MB"));
        foreach (var length in new[] { 2, 6, 12 })
        {
            await FindAsync(services, words.Take(length));
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                var question = words.Take(length);
                started = Stopwatch.GetTimestamp();
                await FindAsync(services, question);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            Print(string.Create(CultureInfo.InvariantCulture, $"whole search, {length} words"), times);
        }
    }

    private static async Task FindAsync(ServiceProvider services, string question)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IKnowledgeSearch>().FindAsync(new() { Text = question, Spaces = [Space.Public] }, CancellationToken.None);
    }

    private static string Text(ZipfWords words) => string.Join("\n\n", Enumerable.Range(0, ChunksPerDocument).Select(part => $"# {words.Take(3)}\n\n{words.Take(140)}."));

    private static float[] Vector(Random random)
    {
        var vector = new float[LocalModel.Dimensions];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(random.NextDouble() - 0.5);
        }

        return vector;
    }

    private static void Print(string name, List<double> times)
    {
        times.Sort();
        Console.WriteLine(FormattableString.Invariant($"  {name,-28} p50 {times[times.Count / 2],7:F1} ms   p95 {times[times.Count * 95 / 100],7:F1} ms   p99 {times[times.Count * 99 / 100],7:F1} ms"));
    }
}
