using Marketplace.Core.Brain.Retrieval.Embedding;
using Microsoft.Extensions.VectorData;

namespace Marketplace.Core.Brain.Retrieval.Vectors;

/// <summary>A chunk's vector with what a search is narrowed by.</summary>
public sealed class ChunkVector
{
    [VectorStoreKey]
    public required Guid Id { get; init; }

    [VectorStoreData(IsIndexed = true)]
    public required string Space { get; init; }

    [VectorStoreData(IsIndexed = true)]
    public required string Kind { get; init; }

    [VectorStoreData(IsIndexed = true)]
    public Guid? ProductId { get; init; }

    [VectorStoreData(IsIndexed = true)]
    public Guid? VersionId { get; init; }

    /// <summary>As many numbers as the collection's model has; a unit vector.</summary>
    [VectorStoreVector(LocalModel.Dimensions, DistanceFunction = DistanceFunction.CosineSimilarity)]
    public ReadOnlyMemory<float> Values { get; init; }
}
