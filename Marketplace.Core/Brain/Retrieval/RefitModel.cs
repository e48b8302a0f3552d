using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Data;
using Marketplace.Core.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Brain.Retrieval;

/// <summary>
/// Keeps the vectors with their model: makes those that are missing, and when the texts have outgrown the model or another embedder was configured,
/// fits a new one, makes its vectors beside the old ones and switches in one commit. Killed at any point it goes on where it was; one worker at a time.
/// </summary>
public sealed class RefitModel(MarketplaceDb db, EmbeddingModels models, ChunkVectors vectors, Embedders embedders, TimeProvider time, ILogger<RefitModel> logger)
{
    private const long Lock = 0xB2A1_F17;
    private const int BatchSize = 128;

    /// <returns>The model that was put into use; null when all stays as it is.</returns>
    public async Task<string?> ExecuteAsync(CancellationToken cancellationToken)
    {
        await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
        if (!(await connection.QueryAsync("select pg_try_advisory_lock(@key)", reader => reader.GetBoolean(0), cancellationToken, ("key", Lock)))[0])
        {
            return null;
        }

        try
        {
            await models.EnsureActiveAsync(cancellationToken);
            await RemoveRetiredAsync(cancellationToken);
            var current = await models.CurrentAsync(cancellationToken);
            var active = current.Single(model => model.State == EmbeddingModelState.Active);
            await FillAsync(active, cancellationToken);
            var building = current.SingleOrDefault(model => model.State == EmbeddingModelState.Building) ?? await BeginAsync(active, cancellationToken);
            return building is null ? null : await FinishAsync(building, cancellationToken);
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(@key)", CancellationToken.None, ("key", Lock));
        }
    }

    private async Task<ModelInfo?> BeginAsync(ModelInfo active, CancellationToken cancellationToken)
    {
        var fitted = await db.EmbeddingModels.AsNoTracking().Where(model => model.Id == active.Id).Select(model => new { model.CorpusSize, model.CorpusVersion, model.FittedAt }).SingleAsync(cancellationToken);
        var corpus = await db.Corpora.AsNoTracking().SingleAsync(cancellationToken);
        var isOld = time.GetUtcNow() - fitted.FittedAt >= RetrievalPolicy.ModelAge && corpus.Version != fitted.CorpusVersion;
        var isOther = !active.Id.StartsWith(EmbeddingModels.Prefix(embedders.Settings), StringComparison.Ordinal);
        var isLocal = embedders.Settings.Kind == EmbeddingSettings.Local;
        if (!isOther && (!isLocal || !(RetrievalPolicy.HasOutgrown(fitted.CorpusSize, corpus.Documents) || (isOld && corpus.Documents > 0))))
        {
            return null;
        }

        var model = await models.FitAsync(cancellationToken);
        logger.LogInformation("Building the embedding model {Model} on {Documents} documents", model.Id, corpus.Documents);
        db.EmbeddingModels.Add(model);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return new(model.Id, model.Kind, model.Dimensions, model.State);
    }

    /// <summary>Vectors that are missing, a batch a commit; what is there already is not made again.</summary>
    private async Task FillAsync(ModelInfo model, CancellationToken cancellationToken)
    {
        if (await embedders.FindAsync(db, model, cancellationToken) is null)
        {
            return;
        }

        for (var batch = await MissingAsync(model, cancellationToken); batch.Count > 0; batch = await MissingAsync(model, cancellationToken))
        {
            var made = await vectors.EmbedAsync(model, batch, cancellationToken);
            await db.InTransactionAsync(
                async () =>
                {
                    // Readers notice by the version; taking the row keeps versions in the order of commits.
                    await db.Database.ExecuteSqlAsync($"update brain.corpus set version = version + 1", cancellationToken);
                    await vectors.PutAsync(model, made, cancellationToken);
                    return default(Kernel.Done);
                },
                cancellationToken);
        }
    }

    private async Task<List<(KnowledgeChunk Chunk, string Text)>> MissingAsync(ModelInfo model, CancellationToken cancellationToken)
    {
        var rows = await db.KnowledgeChunks.AsNoTracking()
            .Where(chunk => !db.KnowledgeVectors.Any(vector => vector.ModelId == model.Id && vector.ChunkId == chunk.Id))
            .OrderBy(chunk => chunk.Number)
            .Take(BatchSize)
            .Join(db.KnowledgeDocuments, chunk => chunk.DocumentId, document => document.Id, (chunk, document) => new { chunk, document.Title })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.chunk, DocumentReader.ForEmbedding(row.Title, row.chunk.Heading, row.chunk.Text)))];
    }

    private async Task<string?> FinishAsync(ModelInfo building, CancellationToken cancellationToken)
    {
        if (await embedders.FindAsync(db, building, cancellationToken) is null)
        {
            // Its embedder was taken out of the configuration before it was done.
            await RemoveAsync(building.Id, cancellationToken);
            return null;
        }

        // Documents arrive meanwhile: the switch holds them up and looks once more.
        for (var switched = false; !switched;)
        {
            await FillAsync(building, cancellationToken);
            switched = await db.InTransactionAsync(() => SwitchAsync(building, cancellationToken), cancellationToken);
        }

        logger.LogInformation("The embedding model {Model} is in use", building.Id);
        return building.Id;
    }

    private async Task<bool> SwitchAsync(ModelInfo building, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"update brain.corpus set version = version + 1", cancellationToken);
        if ((await MissingAsync(building, cancellationToken)).Count > 0)
        {
            return false;
        }

        var now = time.GetUtcNow();

        // One statement each: of two states in one index, the old one must have left before the new one comes.
        await db.Database.ExecuteSqlAsync($"update brain.embedding_models set state = 'Retired', retired_at = {now} where state = 'Active'", cancellationToken);
        await db.Database.ExecuteSqlAsync($"update brain.embedding_models set state = 'Active', activated_at = {now} where id = {building.Id} and state = 'Building'", cancellationToken);
        return true;
    }

    private async Task RemoveRetiredAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - RetrievalPolicy.RetiredFor;
        var old = await db.EmbeddingModels.AsNoTracking().Where(model => model.State == EmbeddingModelState.Retired && model.RetiredAt < before).Select(model => model.Id).ToListAsync(cancellationToken);
        foreach (var id in old)
        {
            await RemoveAsync(id, cancellationToken);
        }
    }

    private async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var dimensions = await db.EmbeddingModels.AsNoTracking().Where(model => model.Id == id).Select(model => model.Dimensions).SingleAsync(cancellationToken);
        var collection = vectors.CollectionOf(new(id, "", dimensions, EmbeddingModelState.Retired));
        await collection.EnsureCollectionDeletedAsync(cancellationToken);
        await db.KnowledgeVectors.Where(vector => vector.ModelId == id).ExecuteDeleteAsync(cancellationToken);
        await db.EmbeddingModels.Where(model => model.Id == id).ExecuteDeleteAsync(cancellationToken);
    }
}
