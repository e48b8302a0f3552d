using System.Net.Http.Headers;

namespace Marketplace.Core.Brain.Retrieval.Vectors;

/// <summary>The collections of a service outside; one client for the life of the process.</summary>
internal sealed class OutsideCollections : IVectorCollections, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly HttpClient http;
    private readonly VectorSettings settings;

    public OutsideCollections(VectorSettings settings)
    {
        this.settings = settings;
        http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { BaseAddress = settings.Address, Timeout = Timeout };
        if (settings.Provider == VectorProvider.Pinecone)
        {
            http.DefaultRequestHeaders.Add("Api-Key", settings.ApiKey);
            http.DefaultRequestHeaders.Add("X-Pinecone-API-Version", PineconeVectors.ApiVersion);
        }
        else if (settings.ApiKey is { Length: > 0 } key)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", key);
        }
    }

    public ChunkVectorStore Of(string model, int dimensions) =>
        settings.Provider == VectorProvider.Pinecone ? new PineconeVectors(http, model) : new ElasticsearchVectors(http, model, dimensions);

    public void Dispose() => http.Dispose();
}
