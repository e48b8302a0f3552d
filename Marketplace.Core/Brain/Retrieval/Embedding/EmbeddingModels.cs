using System.Globalization;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace Marketplace.Core.Brain.Retrieval.Embedding;

/// <summary>Which models there are, and how a new one begins.</summary>
public sealed class EmbeddingModels(MarketplaceDb db, Embedders embedders, TimeProvider time)
{
    private const string FirstLocal = "local-0";

    public static string Prefix(EmbeddingSettings settings) => settings.Kind == EmbeddingSettings.Local ? "local-" : $"{settings.Kind}-{settings.ModelName}-";

    /// <summary>In use and being built.</summary>
    public Task<List<ModelInfo>> CurrentAsync(CancellationToken cancellationToken) => db.EmbeddingModels.AsNoTracking()
        .Where(model => model.State != EmbeddingModelState.Retired)
        .OrderBy(model => model.State)
        .Select(model => new ModelInfo(model.Id, model.Kind, model.Dimensions, model.State))
        .ToListAsync(cancellationToken);

    /// <summary>A model that needs no texts, for the first time: nothing is to be built beside it.</summary>
    public async Task EnsureActiveAsync(CancellationToken cancellationToken)
    {
        if (await db.EmbeddingModels.AnyAsync(model => model.State == EmbeddingModelState.Active, cancellationToken))
        {
            return;
        }

        var now = time.GetUtcNow();
        var model = embedders.Outside is null ? LocalOf(FirstLocal, [], 0, 0) : await OutsideAsync(cancellationToken);

        // Two workers may both find nothing; the second changes nothing.
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into brain.embedding_models (id, kind, dimensions, parameters, corpus_size, corpus_version, fitted_at, state, activated_at)
            values ({model.Id}, {model.Kind}, {model.Dimensions}, {model.Parameters}, 0, 0, {now}, 'Active', {now}) on conflict do nothing
            """,
            cancellationToken);
    }

    /// <summary>Fitted on the public texts as they are now, for the local one; the configured one otherwise.</summary>
    public async Task<EmbeddingModel> FitAsync(CancellationToken cancellationToken)
    {
        if (embedders.Outside is not null)
        {
            return await OutsideAsync(cancellationToken);
        }

        var corpus = await db.Corpora.AsNoTracking().SingleAsync(cancellationToken);
        var step = Math.Max(1, (corpus.Chunks + RetrievalPolicy.MaxFittedChunks - 1) / RetrievalPolicy.MaxFittedChunks);
        var texts = await db.KnowledgeChunks.AsNoTracking()
            .Where(chunk => chunk.Space == Space.Public && chunk.Number % step == 0)
            .OrderBy(chunk => chunk.DocumentId).ThenBy(chunk => chunk.Ordinal)
            .Join(db.KnowledgeDocuments, chunk => chunk.DocumentId, document => document.Id, (chunk, document) => new { document.Title, chunk.Heading, chunk.Text, document.Space })
            .Where(chunk => chunk.Space == Space.Public)
            .ToListAsync(cancellationToken);
        var fitted = LocalModel.Fit([.. texts.Select(text => DocumentReader.ForEmbedding(text.Title, text.Heading, text.Text))], corpus.Documents >= RetrievalPolicy.MinFittedDocuments, cancellationToken);
        var id = string.Create(CultureInfo.InvariantCulture, $"local-{time.GetUtcNow():yyyyMMdd'T'HHmmssfff}-{corpus.Version}");
        return LocalOf(id, fitted.Save(), corpus.Documents, corpus.Version);
    }

    private EmbeddingModel LocalOf(string id, byte[] parameters, int corpusSize, long version) => new()
    {
        Id = id,
        Kind = EmbeddingSettings.Local,
        Dimensions = LocalModel.Dimensions,
        Parameters = parameters,
        CorpusSize = corpusSize,
        CorpusVersion = version,
        FittedAt = time.GetUtcNow(),
    };

    private async Task<EmbeddingModel> OutsideAsync(CancellationToken cancellationToken)
    {
        // The service says itself how many numbers its vectors have.
        var probe = await embedders.Outside!.GenerateAsync("How many numbers does a vector have?", cancellationToken: cancellationToken);
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{Prefix(embedders.Settings)}{probe.Vector.Length}"),
            Kind = embedders.Settings.Kind,
            Dimensions = probe.Vector.Length,
            Parameters = [],
            CorpusSize = 0,
            CorpusVersion = 0,
            FittedAt = time.GetUtcNow(),
        };
    }
}
