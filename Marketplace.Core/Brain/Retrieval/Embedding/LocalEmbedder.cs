using Microsoft.Extensions.AI;

namespace Marketplace.Core.Brain.Retrieval.Embedding;

/// <summary>Embeds without a key and without a download; see <see cref="LocalModel"/>.</summary>
internal sealed class LocalEmbedder(LocalModel model) : IEmbeddingGenerator<string, Embedding<float>>
{
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var embeddings = new GeneratedEmbeddings<Embedding<float>>();
        foreach (var value in values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            embeddings.Add(new(model.Embed(value)));
        }

        return Task.FromResult(embeddings);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(LocalModel) ? model : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
