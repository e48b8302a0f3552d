using Microsoft.Extensions.Configuration;

namespace Marketplace.Core.Brain.Retrieval.Vectors;

/// <summary>Where vectors are kept and searched: <c>Brain:Vectors:Provider</c> is Embedded (PostgreSQL and memory, the default), Elasticsearch or Pinecone.</summary>
internal sealed record VectorSettings(VectorProvider Provider, Uri? Address, string? ApiKey)
{
    public static VectorSettings From(IConfiguration configuration)
    {
        var provider = configuration["Brain:Vectors:Provider"] is { Length: > 0 } name ? Enum.Parse<VectorProvider>(name, ignoreCase: true) : VectorProvider.Embedded;
        return provider switch
        {
            VectorProvider.Elasticsearch => new(provider, AddressOf(configuration, "Brain:Vectors:Elasticsearch:Url"), configuration["Brain:Vectors:Elasticsearch:ApiKey"]),
            VectorProvider.Pinecone => new(provider, AddressOf(configuration, "Brain:Vectors:Pinecone:Host"), Required(configuration, "Brain:Vectors:Pinecone:ApiKey")),
            _ => new(provider, null, null),
        };
    }

    private static Uri AddressOf(IConfiguration configuration, string name) => new(Required(configuration, name).TrimEnd('/') + "/");

    private static string Required(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"{name} is not set.");
}

internal enum VectorProvider
{
    Embedded,
    Elasticsearch,
    Pinecone,
}
