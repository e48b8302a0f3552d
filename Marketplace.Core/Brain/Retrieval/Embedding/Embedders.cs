using System.Collections.Concurrent;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace Marketplace.Core.Brain.Retrieval.Embedding;

/// <summary>A model without what it has learned.</summary>
public sealed record ModelInfo(string Id, string Kind, int Dimensions, EmbeddingModelState State)
{
    /// <summary>As people read it on status pages.</summary>
    public string DisplayName => Kind == EmbeddingSettings.Local ? LocalModel.DisplayName : Id;
}

/// <summary>The embedders of this process by the id of their model: learned parameters are read once.</summary>
public sealed class Embedders(EmbeddingSettings settings) : IDisposable
{
    private const int MaxKept = 4;

    private readonly ConcurrentDictionary<string, IEmbeddingGenerator<string, Embedding<float>>> kept = new(StringComparer.Ordinal);
    private readonly Lazy<IEmbeddingGenerator<string, Embedding<float>>?> outside = new(() => settings switch
    {
        { OpenAI: { } openai } => OpenAIEmbedder.Create(openai),
        { Onnx: { } onnx } => new OnnxEmbedder(onnx),
        _ => null,
    });

    public EmbeddingSettings Settings => settings;

    /// <summary>The configured embedder that is not local.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Outside => outside.Value;

    /// <returns>Null when the model belongs to an embedder that is no longer configured.</returns>
    public async Task<IEmbeddingGenerator<string, Embedding<float>>?> FindAsync(MarketplaceDb db, ModelInfo model, CancellationToken cancellationToken)
    {
        if (model.Kind != EmbeddingSettings.Local)
        {
            return model.Kind == settings.Kind && model.Id.StartsWith(EmbeddingModels.Prefix(settings), StringComparison.Ordinal) ? Outside : null;
        }

        if (!kept.TryGetValue(model.Id, out var embedder))
        {
            var parameters = await db.EmbeddingModels.AsNoTracking().Where(known => known.Id == model.Id).Select(known => known.Parameters).SingleOrDefaultAsync(cancellationToken);
            if (parameters is null)
            {
                return null;
            }

            foreach (var old in kept.Keys.Order(StringComparer.Ordinal).Take(Math.Max(0, kept.Count - MaxKept + 1)))
            {
                kept.TryRemove(old, out _);
            }

            embedder = kept.GetOrAdd(model.Id, new LocalEmbedder(LocalModel.Load(parameters)));
        }

        return embedder;
    }

    public void Dispose()
    {
        if (outside.IsValueCreated)
        {
            outside.Value?.Dispose();
        }
    }
}
