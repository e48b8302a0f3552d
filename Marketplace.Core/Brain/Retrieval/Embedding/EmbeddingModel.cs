using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Marketplace.Core.Brain.Retrieval.Embedding;

public enum EmbeddingModelState
{
    /// <summary>Its vectors are being made, beside those in use.</summary>
    Building,
    Active,

    /// <summary>Replaced; its vectors are removed after a while.</summary>
    Retired,
}

/// <summary>
/// What made a set of vectors; vectors of two models are never compared.
/// <code>Building → Active → Retired → (removed)</code>
/// </summary>
public sealed class EmbeddingModel
{
    public const int MaxId = 80;

    /// <summary>Names the kind and what it was made of: <c>local-20260301T101500-150</c>, <c>openai-text-embedding-3-small-1536</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>local</c>, <c>onnx</c> or <c>openai</c>.</summary>
    public required string Kind { get; init; }
    public required int Dimensions { get; init; }

    /// <summary>What a local model has learned; empty for the others.</summary>
    public required byte[] Parameters { get; init; }

    /// <summary>Public documents when it was fitted.</summary>
    public required int CorpusSize { get; init; }

    /// <summary>Of the corpus when it was fitted.</summary>
    public required long CorpusVersion { get; init; }
    public required DateTimeOffset FittedAt { get; init; }

    /// <summary>Changed in plain SQL by <see cref="RefitModel"/>: the one that leaves has to leave first.</summary>
    public EmbeddingModelState State { get; init; } = EmbeddingModelState.Building;
    public DateTimeOffset? ActivatedAt { get; init; }
    public DateTimeOffset? RetiredAt { get; init; }
}

internal sealed class EmbeddingModelConfiguration : IEntityTypeConfiguration<EmbeddingModel>
{
    public void Configure(EntityTypeBuilder<EmbeddingModel> builder)
    {
        builder.ToTable("embedding_models", "brain");
        builder.Property(model => model.Id).HasMaxLength(EmbeddingModel.MaxId);
        builder.Property(model => model.Kind).HasMaxLength(16);
        builder.Property(model => model.State).HasConversion<string>().HasMaxLength(16);

        // One in use and one being built, whatever two workers do.
        builder.HasIndex(model => model.State).IsUnique().HasFilter("state in ('Building', 'Active')");
    }
}
