using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Marketplace.Core.Brain.Retrieval.Embedding;

/// <summary>Any service that speaks OpenAI's <c>/embeddings</c>.</summary>
internal static class OpenAIEmbedder
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static IEmbeddingGenerator<string, Embedding<float>> Create(OpenAISettings settings) =>
        new OpenAIClient(new ApiKeyCredential(settings.ApiKey), new OpenAIClientOptions { Endpoint = settings.BaseUrl, NetworkTimeout = Timeout, RetryPolicy = new ClientRetryPolicy(maxRetries: 2) })
            .GetEmbeddingClient(settings.Model)
            .AsIEmbeddingGenerator();
}
