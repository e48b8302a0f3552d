using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.VectorData;

namespace Marketplace.Core.Brain.Retrieval.Vectors;

/// <summary>
/// One index for all; a namespace for each model and space, so vectors of two models are never compared and one person's drafts lie apart from everybody else's.
/// The index is made by the operator: cosine, as many dimensions as the model has.
/// </summary>
internal sealed class PineconeVectors(HttpClient http, string model) : ChunkVectorStore(model)
{
    public const string ApiVersion = "2025-04";
    private const int BatchSize = 100;

    public override async Task<bool> CollectionExistsAsync(CancellationToken cancellationToken = default) => (await NamespacesAsync(cancellationToken)).Count > 0;

    /// <summary>Namespaces come with their first vector.</summary>
    public override Task EnsureCollectionExistsAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public override async Task EnsureCollectionDeletedAsync(CancellationToken cancellationToken = default)
    {
        foreach (var name in await NamespacesAsync(cancellationToken))
        {
            await SendAsync(HttpMethod.Delete, $"namespaces/{Uri.EscapeDataString(name)}", null, cancellationToken);
        }
    }

    public override async Task PutAsync(IReadOnlyList<ChunkVector> vectors, CancellationToken cancellationToken)
    {
        foreach (var space in vectors.GroupBy(vector => vector.Space))
        {
            foreach (var batch in space.Chunk(BatchSize))
            {
                await SendAsync(
                    HttpMethod.Post,
                    "vectors/upsert",
                    new() { ["namespace"] = Namespace(space.Key), ["vectors"] = new JsonArray([.. batch.Select(Vector)]) },
                    cancellationToken);
            }
        }
    }

    public override async Task RemoveAsync(string space, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var batch in ids.Chunk(BatchSize))
        {
            await SendAsync(
                HttpMethod.Post,
                "vectors/delete",
                new() { ["namespace"] = Namespace(space), ["ids"] = new JsonArray([.. batch.Select(id => JsonValue.Create(id.ToString()))]) },
                cancellationToken);
        }
    }

    public override async Task<IReadOnlyList<ChunkVector>> ReadAsync(string space, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        List<ChunkVector> found = [];
        foreach (var batch in ids.Chunk(BatchSize))
        {
            var query = string.Concat(batch.Select(id => $"ids={id}&"));
            var answer = await SendAsync(HttpMethod.Get, $"vectors/fetch?{query}namespace={Uri.EscapeDataString(Namespace(space))}", null, cancellationToken);
            found.AddRange(answer is { } body ? body.GetProperty("vectors").EnumerateObject().Select(vector => Read(vector.Value, space)) : []);
        }

        return found;
    }

    protected override async Task<IReadOnlyList<VectorSearchResult<ChunkVector>>> FindAsync(
        ReadOnlyMemory<float> vector, int top, IReadOnlyList<string> spaces, VectorFilter filter, CancellationToken cancellationToken)
    {
        List<VectorSearchResult<ChunkVector>> found = [];
        foreach (var space in spaces)
        {
            var query = new JsonObject { ["namespace"] = Namespace(space), ["vector"] = Numbers(vector), ["topK"] = top, ["includeMetadata"] = true, ["includeValues"] = false };
            if (filter is not VectorFilter.All { Parts.Count: 0 })
            {
                query["filter"] = Filter(filter);
            }

            var answer = await SendAsync(HttpMethod.Post, "query", query, cancellationToken);
            found.AddRange(answer is { } body ? body.GetProperty("matches").EnumerateArray().Select(match => new VectorSearchResult<ChunkVector>(Read(match, space), match.GetProperty("score").GetDouble())) : []);
        }

        return [.. found.OrderByDescending(result => result.Score).ThenBy(result => result.Record.Id).Take(top)];
    }

    private async Task<List<string>> NamespacesAsync(CancellationToken cancellationToken)
    {
        List<string> names = [];
        for (string? next = ""; next is not null;)
        {
            var answer = await SendAsync(HttpMethod.Get, next.Length == 0 ? "namespaces" : $"namespaces?paginationToken={Uri.EscapeDataString(next)}", null, cancellationToken);
            names.AddRange(answer is { } body && body.TryGetProperty("namespaces", out var page) ? page.EnumerateArray().Select(item => item.GetProperty("name").GetString()!) : []);
            next = answer is { } last && last.TryGetProperty("pagination", out var pagination) && pagination.ValueKind == JsonValueKind.Object && pagination.TryGetProperty("next", out var token) ? token.GetString() : null;
            next = next is { Length: > 0 } ? next : null;
        }

        return [.. names.Where(name => name.StartsWith($"{Name}_", StringComparison.Ordinal))];
    }

    /// <returns>Null when the namespace does not exist: nothing was put there yet.</returns>
    private async Task<JsonElement?> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return await JsonSerializer.DeserializeAsync<JsonElement>(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
    }

    private string Namespace(string space) => $"{Name}_{space}";

    private static JsonObject Vector(ChunkVector vector)
    {
        var metadata = new JsonObject { ["kind"] = vector.Kind };
        if (vector.ProductId is { } product)
        {
            metadata["product_id"] = product.ToString();
        }

        if (vector.VersionId is { } version)
        {
            metadata["version_id"] = version.ToString();
        }

        return new() { ["id"] = vector.Id.ToString(), ["values"] = Numbers(vector.Values), ["metadata"] = metadata };
    }

    private static ChunkVector Read(JsonElement vector, string space)
    {
        var metadata = vector.GetProperty("metadata");
        Guid? Id(string name) => metadata.TryGetProperty(name, out var value) ? Guid.Parse(value.GetString()!) : null;
        return new()
        {
            Id = Guid.Parse(vector.GetProperty("id").GetString()!),
            Space = space,
            Kind = metadata.GetProperty("kind").GetString()!,
            ProductId = Id("product_id"),
            VersionId = Id("version_id"),
            Values = vector.TryGetProperty("values", out var values) ? values.EnumerateArray().Select(number => number.GetSingle()).ToArray() : default(ReadOnlyMemory<float>),
        };
    }

    private static JsonObject Filter(VectorFilter filter) => filter switch
    {
        VectorFilter.All { Parts: [var only] } => Filter(only),
        VectorFilter.All all => new() { ["$and"] = new JsonArray([.. all.Parts.Select(Filter)]) },
        VectorFilter.Any any => new() { ["$or"] = new JsonArray([.. any.Parts.Select(Filter)]) },
        VectorFilter.In { Values: [null] } none => new() { [StoredFields.Name(none.Field)] = new JsonObject { ["$exists"] = false } },
        VectorFilter.In some => new() { [StoredFields.Name(some.Field)] = new JsonObject { ["$in"] = new JsonArray([.. some.Values.OfType<string>().Select(value => JsonValue.Create(value))]) } },
        _ => throw new NotSupportedException($"Pinecone is not told of the filter {filter}."),
    };

    private static JsonArray Numbers(ReadOnlyMemory<float> vector) => [.. vector.ToArray().Select(number => JsonValue.Create(number))];
}
