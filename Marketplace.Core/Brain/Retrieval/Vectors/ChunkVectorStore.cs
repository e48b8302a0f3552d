using System.Linq.Expressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.VectorData;

namespace Marketplace.Core.Brain.Retrieval.Vectors;

/// <summary>What each store has to do; the rest of the abstraction is said here once. One collection per embedding model.</summary>
public abstract class ChunkVectorStore(string model) : VectorStoreCollection<Guid, ChunkVector>
{
    public override string Name => model;

    /// <summary>Vectors lie beside the texts and are written in their transaction.</summary>
    public virtual bool IsInDatabase => false;

    public abstract Task PutAsync(IReadOnlyList<ChunkVector> vectors, CancellationToken cancellationToken);

    public abstract Task RemoveAsync(string space, IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>With their values; those that are not there are left out.</summary>
    public abstract Task<IReadOnlyList<ChunkVector>> ReadAsync(string space, IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    protected abstract Task<IReadOnlyList<VectorSearchResult<ChunkVector>>> FindAsync(
        ReadOnlyMemory<float> vector, int top, IReadOnlyList<string> spaces, VectorFilter filter, CancellationToken cancellationToken);

    public override async IAsyncEnumerable<VectorSearchResult<ChunkVector>> SearchAsync<TInput>(
        TInput searchValue, int top, VectorSearchOptions<ChunkVector>? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var vector = searchValue switch
        {
            ReadOnlyMemory<float> values => values,
            Embedding<float> embedding => embedding.Vector,
            float[] values => values,
            _ => throw new NotSupportedException("Search by a vector: texts are embedded before."),
        };
        var (spaces, filter) = VectorFilter.WithSpaces(options?.Filter);
        foreach (var found in await FindAsync(vector, top, spaces, filter, cancellationToken))
        {
            yield return found;
        }
    }

    public override Task UpsertAsync(ChunkVector record, CancellationToken cancellationToken = default) => PutAsync([record], cancellationToken);

    public override Task UpsertAsync(IEnumerable<ChunkVector> records, CancellationToken cancellationToken = default) => PutAsync([.. records], cancellationToken);

    public override async Task<ChunkVector?> GetAsync(Guid key, RecordRetrievalOptions? options = null, CancellationToken cancellationToken = default) =>
        (await ReadAsync(Space.Public, [key], cancellationToken)).SingleOrDefault();

    public override Task DeleteAsync(Guid key, CancellationToken cancellationToken = default) => RemoveAsync(Space.Public, [key], cancellationToken);

    public override IAsyncEnumerable<ChunkVector> GetAsync(
        Expression<Func<ChunkVector, bool>> filter, int top, FilteredRecordRetrievalOptions<ChunkVector>? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The chunks' own table answers what is in a collection.");

    public override object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
}

/// <summary>The collections of the store that is configured (<c>Brain:Vectors:Provider</c>).</summary>
public interface IVectorCollections
{
    /// <param name="dimensions">Of the model's vectors.</param>
    ChunkVectorStore Of(string model, int dimensions);
}
