using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Tests.Brain;

/// <summary>Pinecone's data plane as documented: upsert, query, fetch, delete and namespaces; unknown fields and routes are refused.</summary>
internal sealed class FakePinecone : FakeServer
{
    private const int MaxBatch = 1_000;

    public Dictionary<string, Dictionary<string, JsonElement>> Namespaces { get; } = [];

    protected override (int Status, object? Body)? Answer(string method, string path, IQueryCollection query, IHeaderDictionary headers, string body)
    {
        if (headers["Api-Key"] != "pc-test" || headers["X-Pinecone-API-Version"].Count != 1)
        {
            return (401, null);
        }

        var request = body.Length > 0 ? JsonDocument.Parse(body).RootElement : default;
        return (method, path.Trim('/').Split('/')) switch
        {
            ("POST", ["vectors", "upsert"]) => Upsert(request),
            ("POST", ["query"]) => Query(request),
            ("POST", ["vectors", "delete"]) => Delete(request),
            ("GET", ["vectors", "fetch"]) => Fetch(query),
            ("GET", ["namespaces"]) => (200, new { namespaces = Namespaces.Select(pair => new { name = pair.Key, record_count = pair.Value.Count }), pagination = (object?)null }),
            ("DELETE", ["namespaces", var name]) => (Namespaces.Remove(Uri.UnescapeDataString(name)) ? 200 : 404, new { }),
            _ => null,
        };
    }

    private (int, object?) Upsert(JsonElement request)
    {
        Allow(request, "vectors", "namespace");
        var vectors = request.GetProperty("vectors").EnumerateArray().ToList();
        if (vectors.Count is 0 or > MaxBatch)
        {
            Refuse($"{vectors.Count} vectors in one upsert");
        }

        foreach (var vector in vectors)
        {
            Allow(vector, "id", "values", "metadata");
            if (vector.GetProperty("metadata").EnumerateObject().Any(value => value.Value.ValueKind is JsonValueKind.Null or JsonValueKind.Object) || Numbers(vector.GetProperty("values")).All(number => number == 0))
            {
                Refuse("metadata is flat and has no nulls; a vector has a number that is not zero");
            }

            Space(request)[vector.GetProperty("id").GetString()!] = vector.Clone();
        }

        return (200, new { upsertedCount = vectors.Count });
    }

    private (int, object?) Query(JsonElement request)
    {
        Allow(request, "vector", "topK", "namespace", "filter", "includeValues", "includeMetadata");
        if (!Namespaces.TryGetValue(request.GetProperty("namespace").GetString()!, out var space))
        {
            return (200, new { matches = Array.Empty<object>(), @namespace = request.GetProperty("namespace").GetString() });
        }

        var vector = Numbers(request.GetProperty("vector"));
        var matches = space.Values
            .Where(stored => !request.TryGetProperty("filter", out var filter) || Matches(filter, stored.GetProperty("metadata")))
            .Select(stored => new { id = stored.GetProperty("id").GetString(), score = Cosine(vector, Numbers(stored.GetProperty("values"))), metadata = stored.GetProperty("metadata") })
            .OrderByDescending(match => match.score)
            .Take(request.GetProperty("topK").GetInt32());
        return (200, new { matches, usage = new { readUnits = 1 } });
    }

    private (int, object?) Delete(JsonElement request)
    {
        Allow(request, "ids", "namespace");
        var ids = request.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!).ToList();
        if (ids.Count is 0 or > MaxBatch)
        {
            Refuse($"{ids.Count} ids in one delete");
        }

        if (!Namespaces.TryGetValue(request.GetProperty("namespace").GetString()!, out var space))
        {
            return (404, null);
        }

        ids.ForEach(id => space.Remove(id));
        return (200, new { });
    }

    private (int, object?) Fetch(IQueryCollection query)
    {
        foreach (var name in query.Keys.Except(["ids", "namespace"]))
        {
            Refuse($"fetch has no {name}");
        }

        var space = Namespaces.GetValueOrDefault(query["namespace"].ToString(), []);
        return (200, new { vectors = query["ids"].Where(id => space.ContainsKey(id!)).ToDictionary(id => id!, id => space[id!]), @namespace = query["namespace"].ToString() });
    }

    private Dictionary<string, JsonElement> Space(JsonElement request)
    {
        var name = request.GetProperty("namespace").GetString()!;
        return Namespaces.TryGetValue(name, out var space) ? space : Namespaces[name] = [];
    }

    private static bool Matches(JsonElement filter, JsonElement metadata) => filter.EnumerateObject().All(part => part.Name switch
    {
        "$and" => part.Value.EnumerateArray().All(each => Matches(each, metadata)),
        "$or" => part.Value.EnumerateArray().Any(each => Matches(each, metadata)),
        var field => part.Value.EnumerateObject().All(condition => condition.Name switch
        {
            "$in" => metadata.TryGetProperty(field, out var value) && condition.Value.EnumerateArray().Any(each => each.GetString() == value.GetString()),
            "$exists" => metadata.TryGetProperty(field, out _) == condition.Value.GetBoolean(),
            _ => throw new InvalidOperationException($"Pinecone has no {condition.Name}"),
        }),
    });

    private void Allow(JsonElement value, params string[] names)
    {
        foreach (var unknown in value.EnumerateObject().Select(property => property.Name).Except(names))
        {
            Refuse($"unknown field {unknown}");
        }
    }
}
