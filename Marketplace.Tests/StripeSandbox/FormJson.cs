using System.Net;
using System.Text.Json.Nodes;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>A form in Stripe's notation, `items[0][price]=x`, as JSON in which every value is text.</summary>
internal static class FormJson
{
    public static JsonObject Of(string form)
    {
        var root = new Node();
        foreach (var field in form.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = field.Split('=', 2).Select(WebUtility.UrlDecode).ToArray();
            var path = parts[0]!.Split('[').Select(p => p.TrimEnd(']'));
            root.At([.. path]).Value = parts.Length > 1 ? parts[1] : "";
        }

        return root.ToJson() as JsonObject ?? [];
    }

    private sealed class Node
    {
        private readonly Dictionary<string, Node> children = new(StringComparer.Ordinal);

        public string? Value { get; set; }

        public Node At(ReadOnlySpan<string> path)
        {
            if (path.IsEmpty)
            {
                return this;
            }

            var name = path[0].Length > 0 ? path[0] : children.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (!children.TryGetValue(name, out var child))
            {
                children[name] = child = new Node();
            }

            return child.At(path[1..]);
        }

        public JsonNode? ToJson()
        {
            if (children.Count == 0)
            {
                return Value is null ? null : JsonValue.Create(Value);
            }

            return children.Keys.All(k => int.TryParse(k, out _))
                ? new JsonArray([.. children.Values.Select(c => c.ToJson())])
                : new JsonObject(children.Select(c => KeyValuePair.Create(c.Key, c.Value.ToJson())));
        }
    }
}
