using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.VectorData;

namespace Marketplace.Core.Brain.Retrieval.Vectors;

/// <summary>One index a model: <c>dense_vector</c> with kNN, narrowed inside the search. Elasticsearch 8.12 or later.</summary>
internal sealed partial class ElasticsearchVectors(HttpClient http, string model, int dimensions) : ChunkVectorStore(model)
{
    private const int MaxCandidates = 10_000;
    private const int OverSampling = 4;
    private static readonly string[] Fields = ["space", "kind", "product_id", "version_id"];

    private readonly string index = "brain-" + Unsafe().Replace(model.ToLowerInvariant(), "-");

    public override async Task<bool> CollectionExistsAsync(CancellationToken cancellationToken = default)
    {
        using var response = await http.SendAsync(new(HttpMethod.Head, index), cancellationToken);
        return response.StatusCode != HttpStatusCode.NotFound && response.EnsureSuccessStatusCode().IsSuccessStatusCode;
    }

    public override async Task EnsureCollectionExistsAsync(CancellationToken cancellationToken = default)
    {
        if (await CollectionExistsAsync(cancellationToken))
        {
            return;
        }

        using var response = await http.PutAsync(index, Json(Definition()), cancellationToken);
        if (response.StatusCode == HttpStatusCode.BadRequest && (await response.Content.ReadAsStringAsync(cancellationToken)).Contains("resource_already_exists", StringComparison.Ordinal))
        {
            return;
        }

        response.EnsureSuccessStatusCode();
    }

    public override async Task EnsureCollectionDeletedAsync(CancellationToken cancellationToken = default)
    {
        using var response = await http.DeleteAsync(index, cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            response.EnsureSuccessStatusCode();
        }
    }

    public override Task PutAsync(IReadOnlyList<ChunkVector> vectors, CancellationToken cancellationToken) => BulkAsync(
        vectors.SelectMany(vector => new JsonObject[] { new() { ["index"] = Target(vector.Id) }, Document(vector) }), cancellationToken);

    /// <summary>Already gone is gone.</summary>
    public override Task RemoveAsync(string space, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        BulkAsync(ids.Select(id => new JsonObject { ["delete"] = Target(id) }), cancellationToken);

    public override async Task<IReadOnlyList<ChunkVector>> ReadAsync(string space, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var hits = await SearchAsync(
            new()
            {
                ["size"] = ids.Count,
                ["_source"] = false,
                ["fields"] = new JsonArray([.. Fields.Append("embedding").Select(field => JsonValue.Create(field))]),
                ["query"] = new JsonObject
                {
                    ["bool"] = new JsonObject
                    {
                        ["filter"] = new JsonArray(
                            new JsonObject { ["ids"] = new JsonObject { ["values"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id.ToString()))]) } },
                            Terms("space", [space])),
                    },
                },
            },
            cancellationToken);
        return [.. hits.Select(hit => Read(hit))];
    }

    protected override async Task<IReadOnlyList<VectorSearchResult<ChunkVector>>> FindAsync(
        ReadOnlyMemory<float> vector, int top, IReadOnlyList<string> spaces, VectorFilter filter, CancellationToken cancellationToken)
    {
        var hits = await SearchAsync(
            new()
            {
                ["size"] = top,
                ["_source"] = false,
                ["fields"] = new JsonArray([.. Fields.Select(field => JsonValue.Create(field))]),
                ["knn"] = new JsonObject
                {
                    ["field"] = "embedding",
                    ["query_vector"] = Numbers(vector),
                    ["k"] = top,
                    ["num_candidates"] = Math.Min(MaxCandidates, Math.Max(top, top * OverSampling)),
                    ["filter"] = new JsonArray(Terms("space", spaces), Query(filter)),
                },
            },
            cancellationToken);

        // For cosine a score is (1 + cosine) / 2.
        return [.. hits.Select(hit => new VectorSearchResult<ChunkVector>(Read(hit), (hit.GetProperty("_score").GetDouble() * 2) - 1))];
    }

    private async Task<IReadOnlyList<JsonElement>> SearchAsync(JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsync($"{index}/_search", Json(body), cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await JsonSerializer.DeserializeAsync<JsonElement>(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return [.. answer.GetProperty("hits").GetProperty("hits").EnumerateArray()];
    }

    private async Task BulkAsync(IEnumerable<JsonObject> lines, CancellationToken cancellationToken)
    {
        var body = string.Concat(lines.Select(line => line.ToJsonString() + "\n"));
        if (body.Length == 0)
        {
            return;
        }

        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await http.PostAsync("_bulk", content, cancellationToken);
        response.EnsureSuccessStatusCode();

        // The whole answers 200 even when single lines were refused.
        var answer = await JsonSerializer.DeserializeAsync<JsonElement>(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        var refused = answer.GetProperty("items").EnumerateArray().SelectMany(item => item.EnumerateObject())
            .Where(item => item.Value.GetProperty("status").GetInt32() is >= 300 and var status && !(status == 404 && item.Name == "delete"))
            .Select(item => item.Value.GetProperty("status").GetInt32())
            .ToList();
        if (refused.Count > 0)
        {
            throw new HttpRequestException($"Elasticsearch refused {refused.Count} vectors", null, (HttpStatusCode)refused[0]);
        }
    }

    private JsonObject Definition() => new()
    {
        ["settings"] = new JsonObject { ["number_of_shards"] = 1 },
        ["mappings"] = new JsonObject
        {
            ["dynamic"] = "strict",
            ["properties"] = new JsonObject([
                .. Fields.Select(field => KeyValuePair.Create(field, (JsonNode?)new JsonObject { ["type"] = "keyword" })),
                KeyValuePair.Create("embedding", (JsonNode?)new JsonObject
                {
                    ["type"] = "dense_vector",
                    ["dims"] = dimensions,
                    ["index"] = true,
                    ["similarity"] = "cosine",
                    ["index_options"] = new JsonObject { ["type"] = "int8_hnsw", ["m"] = 16, ["ef_construction"] = 100 },
                }),
            ]),
        },
    };

    private JsonObject Target(Guid id) => new() { ["_index"] = index, ["_id"] = id.ToString() };

    private static JsonObject Document(ChunkVector vector)
    {
        var document = new JsonObject { ["space"] = vector.Space, ["kind"] = vector.Kind, ["embedding"] = Numbers(vector.Values) };
        if (vector.ProductId is { } product)
        {
            document["product_id"] = product.ToString();
        }

        if (vector.VersionId is { } version)
        {
            document["version_id"] = version.ToString();
        }

        return document;
    }

    private static ChunkVector Read(JsonElement hit)
    {
        var fields = hit.GetProperty("fields");
        string? Text(string name) => fields.TryGetProperty(name, out var values) ? values[0].GetString() : null;
        return new()
        {
            Id = Guid.Parse(hit.GetProperty("_id").GetString()!),
            Space = Text("space")!,
            Kind = Text("kind")!,
            ProductId = Text("product_id") is { } product ? Guid.Parse(product) : null,
            VersionId = Text("version_id") is { } version ? Guid.Parse(version) : null,
            Values = fields.TryGetProperty("embedding", out var numbers) ? Flatten(numbers).ToArray() : default,
        };
    }

    /// <summary>Depending on the version the numbers come as one list, or as a list of one list.</summary>
    private static IEnumerable<float> Flatten(JsonElement numbers) =>
        numbers.ValueKind == JsonValueKind.Array ? numbers.EnumerateArray().SelectMany(Flatten) : [numbers.GetSingle()];

    private static JsonObject Query(VectorFilter filter) => filter switch
    {
        VectorFilter.All all => new() { ["bool"] = new JsonObject { ["filter"] = new JsonArray([.. all.Parts.Select(Query)]) } },
        VectorFilter.Any any => new() { ["bool"] = new JsonObject { ["should"] = new JsonArray([.. any.Parts.Select(Query)]), ["minimum_should_match"] = 1 } },
        VectorFilter.In { Values: [null] } none => new() { ["bool"] = new JsonObject { ["must_not"] = new JsonArray(new JsonObject { ["exists"] = new JsonObject { ["field"] = StoredFields.Name(none.Field) } }) } },
        VectorFilter.In some => Terms(StoredFields.Name(some.Field), [.. some.Values.OfType<string>()]),
        _ => throw new NotSupportedException($"Elasticsearch is not told of the filter {filter}."),
    };

    private static JsonObject Terms(string field, IReadOnlyList<string> values) =>
        new() { ["terms"] = new JsonObject { [field] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]) } };

    private static JsonArray Numbers(ReadOnlyMemory<float> vector) => [.. vector.ToArray().Select(number => JsonValue.Create(number))];

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    [GeneratedRegex("[^a-z0-9._-]")]
    private static partial Regex Unsafe();
}

/// <summary>How the fields of a vector are called where names are in snake case.</summary>
internal static class StoredFields
{
    public static string Name(string property) => property switch
    {
        nameof(ChunkVector.Space) => "space",
        nameof(ChunkVector.Kind) => "kind",
        nameof(ChunkVector.ProductId) => "product_id",
        nameof(ChunkVector.VersionId) => "version_id",
        _ => throw new NotSupportedException($"{property} is not kept with vectors."),
    };
}
