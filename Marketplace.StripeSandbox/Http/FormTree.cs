using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Marketplace.StripeSandbox.Http;

/// <summary>Reads `line_items[0][price_data][currency]=usd` into nested objects; every leaf is a string.</summary>
internal static class FormTree
{
    private const int MaxDepth = 12;
    private const int MaxFields = 5000;

    public static JsonObject OfForm(string body)
    {
        using var reader = new FormReader(body) { ValueCountLimit = MaxFields };
        return Of(reader.ReadForm());
    }

    public static JsonObject OfFields(IEnumerable<KeyValuePair<string, StringValues>> fields) => Of(new Dictionary<string, StringValues>(fields));

    public static JsonObject OfQuery(string? query) => Of(QueryHelpers.ParseQuery(query));

    private static JsonObject Of(Dictionary<string, StringValues> fields)
    {
        var root = new JsonObject();
        foreach (var (key, values) in fields)
        {
            var path = Path(key);
            foreach (var value in values)
            {
                Add(root, key, path, value ?? "");
            }
        }

        return root;
    }

    private static void Add(JsonObject root, string key, List<string> path, string value)
    {
        JsonNode node = root;
        for (var i = 0; i < path.Count - 1; i++)
        {
            var append = path[i + 1].Length == 0;
            node = (node as JsonObject)?[path[i]] ?? Attach(node, path[i], append ? new JsonArray() : new JsonObject(), key);
        }

        Attach(node, path[^1], JsonValue.Create(value), key);
    }

    private static JsonNode Attach(JsonNode parent, string name, JsonNode child, string key)
    {
        switch (parent)
        {
            case JsonArray list when name.Length == 0:
                list.Add(child);
                return child;
            case JsonObject map when name.Length > 0:
                map[name] = child;
                return child;
            default:
                throw StripeError.Invalid($"Invalid parameter name: {key}", key);
        }
    }

    private static List<string> Path(string key)
    {
        var open = key.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
        {
            return [key];
        }

        var path = new List<string> { key[..open] };
        foreach (var part in key[open..].Split('[', StringSplitOptions.None).Skip(1))
        {
            if (!part.EndsWith(']') || path.Count >= MaxDepth)
            {
                throw StripeError.Invalid($"Invalid parameter name: {key}", key);
            }

            path.Add(part[..^1]);
        }

        return path;
    }
}
