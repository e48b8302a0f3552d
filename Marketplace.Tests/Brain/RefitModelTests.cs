using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Retrieval;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Tests.Brain;

/// <summary>A new embedding model takes over without a moment in which nothing is found.</summary>
internal sealed class RefitModelTests
{
    private BrainCorpus corpus = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        corpus = await BrainCorpus.OpenAsync();
        for (var number = 0; number < 60; number++)
        {
            await corpus.PutAsync($"Recipe {number}", $"Mix flour {number} with yeast, water and salt; bake the bread in an oven at {200 + number} degrees until the crust is brown.");
        }
    }

    [TearDown]
    public ValueTask CloseAsync() => corpus.DisposeAsync();

    [Test]
    public async Task Refit_OutgrownModel_IsReplacedOnceAndTheOldOneGoesLater()
    {
        var built = await corpus.RefitAsync();
        Assert.That(built, Does.StartWith("local-2026"));
        Assert.That(await corpus.RefitAsync(), Is.Null);
        Assert.That((await corpus.FindAsync("bread")).Model, Is.EqualTo(built));
        corpus.Time.Advance(RetrievalPolicy.RetiredFor + TimeSpan.FromMinutes(1));
        await corpus.RefitAsync();
        await using var db = corpus.OpenDb();
        Assert.That(await db.EmbeddingModels.Select(model => model.Id).ToListAsync(), Is.EqualTo(new[] { built }));
        Assert.That(await db.KnowledgeVectors.CountAsync(), Is.EqualTo(await db.KnowledgeChunks.CountAsync()));
    }

    [Test]
    public async Task Refit_WhileSearching_AlwaysAnswersByOneModel()
    {
        using var done = new CancellationTokenSource();
        var searching = Task.Run(async () =>
        {
            List<KnowledgeResult> results = [];
            while (!done.IsCancellationRequested)
            {
                results.Add(await corpus.FindAsync("bread oven"));
            }

            return results;
        });
        var built = await corpus.RefitAsync();
        await corpus.FindAsync("bread");
        await done.CancelAsync();
        var results = await searching;
        Assert.That(results.Select(result => result.Model), Is.All.EqualTo("local-0").Or.EqualTo(built));
        Assert.That(results.Select(result => result.Passages.Count), Is.All.EqualTo(8));
        Assert.That((await corpus.FindAsync("bread")).Model, Is.EqualTo(built));
    }

    [Test]
    public async Task Refit_KilledInTheMiddle_GoesOnWithTheSameModel()
    {
        string id;
        await using (var scope = corpus.Scope())
        {
            // What a killed worker leaves: a model that is being built, with some of its vectors.
            var model = await scope.ServiceProvider.GetRequiredService<EmbeddingModels>().FitAsync(CancellationToken.None);
            await using var db = corpus.OpenDb();
            db.EmbeddingModels.Add(model);
            await db.SaveChangesAsync();
            var vectors = scope.ServiceProvider.GetRequiredService<ChunkVectors>();
            var info = new ModelInfo(id = model.Id, model.Kind, model.Dimensions, model.State);
            var chunks = await db.KnowledgeChunks.Take(20).ToListAsync();
            await vectors.PutAsync(info, await vectors.EmbedAsync(info, [.. chunks.Select(chunk => (chunk, chunk.Text))], CancellationToken.None), CancellationToken.None);
        }

        var kept = await VersionsAsync(id);
        Assert.That(await corpus.RefitAsync(), Is.EqualTo(id));
        Assert.That(await VersionsAsync(id), Has.Count.EqualTo(60).And.SupersetOf(kept));
    }

    [Test]
    public async Task Refit_ByTwoWorkers_BuildsOneModel()
    {
        await using var other = corpus.Replica();
        var built = await Task.WhenAll(corpus.RefitAsync(), other.RefitAsync());
        await using var db = corpus.OpenDb();
        Assert.That(built.Count(id => id is not null), Is.EqualTo(1));
        Assert.That(await db.EmbeddingModels.CountAsync(model => model.State == EmbeddingModelState.Active), Is.EqualTo(1));
        Assert.That((await other.FindAsync("bread")).Model, Is.EqualTo(built.Single(id => id is not null)));
    }

    [Test]
    public async Task Ingest_DuringABuild_GivesVectorsOfBoth()
    {
        await using (var scope = corpus.Scope())
        {
            var model = await scope.ServiceProvider.GetRequiredService<EmbeddingModels>().FitAsync(CancellationToken.None);
            await using var db = corpus.OpenDb();
            db.EmbeddingModels.Add(model);
            await db.SaveChangesAsync();
        }

        var id = await corpus.PutAsync("Rye", "Rye bread needs sour dough.");
        await using var after = corpus.OpenDb();
        var chunk = await after.KnowledgeChunks.SingleAsync(known => known.DocumentId == id);
        Assert.That(await after.KnowledgeVectors.CountAsync(vector => vector.ChunkId == chunk.Id), Is.EqualTo(2));
    }

    private async Task<List<(Guid, long)>> VersionsAsync(string model)
    {
        await using var db = corpus.OpenDb();
        return [.. (await db.KnowledgeVectors.Where(vector => vector.ModelId == model).ToListAsync()).Select(vector => (vector.ChunkId, vector.Version))];
    }
}
