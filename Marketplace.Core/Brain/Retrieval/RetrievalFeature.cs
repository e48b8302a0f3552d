using Marketplace.Core.Brain.Patterns;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Brain.Retrieval.Vectors;
using Marketplace.Core.Outbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Brain.Retrieval;

public static class RetrievalFeature
{
    public static IServiceCollection AddBrainRetrieval(this IServiceCollection services, IConfiguration configuration) => services
        .AddVectors(VectorSettings.From(configuration))
        .AddSingleton(EmbeddingSettings.From(configuration))
        .AddSingleton<Embedders>()
        .AddScoped<EmbeddingModels>()
        .AddScoped<ChunkVectors>()
        .AddScoped<IngestDocument>()
        .AddScoped<SweepKnowledge>()
        .AddScoped<RefitModel>()
        .AddScoped<SimilarKnowledge>()
        .AddScoped<FindPatterns>()
        .AddScoped<PatternQueries>()
        .AddScoped<KnowledgeSearch>()
        .AddScoped<IKnowledgeSearch>(provider => provider.GetRequiredService<KnowledgeSearch>());

    public static IServiceCollection AddBrainRetrievalHandlers(this IServiceCollection services) => services.AddOutboxHandler<DocumentChanged, IngestDocument>();

    private static IServiceCollection AddVectors(this IServiceCollection services, VectorSettings settings) => settings.Provider == VectorProvider.Embedded
        ? services.AddSingleton<MatrixCache>().AddScoped<IVectorCollections, EmbeddedCollections>()
        : services.AddSingleton(settings).AddSingleton<IVectorCollections, OutsideCollections>();
}
