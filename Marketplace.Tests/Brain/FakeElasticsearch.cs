using System.Text.Json;
using Marketplace.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Tests.Brain;

/// <summary>The part of Elasticsearch that vectors need. Bodies are judged by the specification's schema and by the rules a schema cannot say.</summary>
internal sealed class FakeElasticsearch : FakeServer
{
    private static readonly MiniSchema Schema = new(JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "Marketplace.Tests", "Brain", "Fixtures", "es.subset.json"))).RootElement);

    public Dictionary<string, (JsonElement Mapping, Dictionary<string, JsonElement> Documents)> Indices { get; } = [];

    protected override (int Status, object? Body)? Answer(string method, string path, IQueryCollection query, IHeaderDictionary headers, string body)
    {
        var parts = path.Trim('/').Split('/');
        return (method, parts) switch
        {
            ("HEAD", [var index]) => (Indices.ContainsKey(index) ? 200 : 404, null),
            ("PUT", [var index]) => Create(index, body),
            ("DELETE", [var index]) => (Indices.Remove(index) ? 200 : 404, new { acknowledged = true }),
            ("POST", ["_bulk"]) => Bulk(body, headers.ContentType.ToString()),
            ("POST", [var index, "_search"]) => Search(index, body),
            _ => null,
        };
    }

    private (int, object?) Create(string index, string body)
    {
        if (Indices.ContainsKey(index))
        {
            return (400, new { error = new { type = "resource_already_exists_exception" } });
        }

        Judge("indices.create", body);
        if (index.Any(char.IsUpper) || index.IndexOfAny(['\\', '/', '*', '?', '"', '<', '>', '|', ' ', ',', '#', ':']) >= 0)
        {
            Refuse($"index name {index}");
        }

        Indices[index] = (JsonDocument.Parse(body).RootElement.GetProperty("mappings").GetProperty("properties").Clone(), []);
        return (200, new { acknowledged = true });
    }

    private (int, object?) Bulk(string body, string contentType)
    {
        var lines = body.Split('\n');
        if (contentType != "application/x-ndjson" || lines[^1].Length > 0)
        {
            Refuse("a bulk body is NDJSON and ends with a line break");
        }

        List<object> items = [];
        for (var i = 0; i < lines.Length - 1; i++)
        {
            Judge("bulk.action", lines[i]);
            var action = JsonDocument.Parse(lines[i]).RootElement.EnumerateObject().Single();
            var (index, id) = (action.Value.GetProperty("_index").GetString()!, action.Value.GetProperty("_id").GetString()!);
            var status = action.Name == "delete" ? (Indices[index].Documents.Remove(id) ? 200 : 404) : Put(index, id, JsonDocument.Parse(lines[++i]).RootElement.Clone());
            items.Add(new Dictionary<string, object> { [action.Name] = new { _index = index, _id = id, status } });
        }

        return (200, new { errors = false, items });
    }

    private int Put(string index, string id, JsonElement document)
    {
        var mapping = Indices[index].Mapping;
        foreach (var field in document.EnumerateObject().Where(field => !mapping.TryGetProperty(field.Name, out _)))
        {
            Refuse($"the mapping is strict and has no {field.Name}");
        }

        var vector = Numbers(document.GetProperty("embedding"));
        if (vector.Length != mapping.GetProperty("embedding").GetProperty("dims").GetInt32() || vector.All(number => number == 0))
        {
            Refuse("a vector has dims numbers, and for cosine a direction");
        }

        Indices[index].Documents[id] = document;
        return 201;
    }

    private (int, object?) Search(string index, string body)
    {
        if (!Indices.TryGetValue(index, out var found))
        {
            return (404, new { error = new { type = "index_not_found_exception" } });
        }

        Judge("search", body);
        var request = JsonDocument.Parse(body).RootElement;
        var size = request.GetProperty("size").GetInt32();
        var fields = request.GetProperty("fields").EnumerateArray().Select(field => field.GetString()!).ToList();
        IEnumerable<(string Id, JsonElement Document, double? Score)> hits = found.Documents.Select(pair => (pair.Key, pair.Value, (double?)null));
        if (request.TryGetProperty("knn", out var knn))
        {
            if (knn.GetProperty("k").GetInt32() > knn.GetProperty("num_candidates").GetInt32() || knn.GetProperty("num_candidates").GetInt32() > 10_000)
            {
                Refuse("k <= num_candidates <= 10000");
            }

            var vector = Numbers(knn.GetProperty("query_vector"));
            hits = hits.Where(hit => knn.GetProperty("filter").EnumerateArray().All(filter => Matches(filter, hit.Id, hit.Document)))
                .Select(hit => (hit.Id, hit.Document, (double?)((1 + Cosine(vector, Numbers(hit.Document.GetProperty("embedding")))) / 2)))
                .OrderByDescending(hit => hit.Item3).Take(knn.GetProperty("k").GetInt32());
        }
        else
        {
            hits = hits.Where(hit => Matches(request.GetProperty("query"), hit.Id, hit.Document));
        }

        return (200, new
        {
            hits = new
            {
                hits = hits.Take(size).Select(hit => new
                {
                    _id = hit.Id,
                    _score = hit.Score,
                    fields = fields.Where(field => hit.Document.TryGetProperty(field, out _))
                        .ToDictionary(field => field, field => hit.Document.GetProperty(field) is { ValueKind: JsonValueKind.Array } array ? (object)array : new[] { hit.Document.GetProperty(field) }),
                }).ToList(),
            },
        });
    }

    private bool Matches(JsonElement query, string id, JsonElement document)
    {
        var clause = query.EnumerateObject().Single();
        switch (clause.Name)
        {
            case "ids":
                return clause.Value.GetProperty("values").EnumerateArray().Any(value => value.GetString() == id);
            case "terms":
                var terms = clause.Value.EnumerateObject().Single();
                return document.TryGetProperty(terms.Name, out var has) && terms.Value.EnumerateArray().Any(value => value.GetString() == has.GetString());
            case "exists":
                return document.TryGetProperty(clause.Value.GetProperty("field").GetString()!, out _);
            case "bool":
                return clause.Value.EnumerateObject().All(part => part.Name switch
                {
                    "filter" => part.Value.EnumerateArray().All(each => Matches(each, id, document)),
                    "should" => part.Value.EnumerateArray().Any(each => Matches(each, id, document)),
                    "must_not" => !part.Value.EnumerateArray().Any(each => Matches(each, id, document)),
                    _ => part.Name == "minimum_should_match",
                });
            default:
                Refuse($"query {clause.Name}");
                return false;
        }
    }

    private void Judge(string endpoint, string body) => Errors.AddRange(Schema.Validate(endpoint, JsonDocument.Parse(body).RootElement).Select(error => $"{endpoint} {error}"));
}
