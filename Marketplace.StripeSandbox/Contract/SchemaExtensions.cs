using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.StripeSandbox.Contract;

internal static class SchemaExtensions
{
    public static string? Type(this JsonElement schema) =>
        schema.TryGetProperty("type", out var type) ? type.GetString() : null;

    public static bool Flag(this JsonElement schema, string name) =>
        schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static IEnumerable<string> Names(this JsonElement schema, string list) =>
        schema.TryGetProperty(list, out var names) ? names.EnumerateArray().Select(n => n.GetString()!) : [];

    public static JsonElement? Property(this JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out var property) ? property : null;

    /// <summary>The schema of a map's values; null when the object is closed or says nothing about them.</summary>
    public static JsonElement? MapValue(this JsonElement schema) =>
        schema.TryGetProperty("additionalProperties", out var values) && values.ValueKind == JsonValueKind.Object ? values : null;

    public static bool IsOpen(this JsonElement schema) =>
        schema.TryGetProperty("x-pruned", out _) || (schema.Type() is null && !schema.TryGetProperty("anyOf", out _) && !schema.TryGetProperty("enum", out _));

    /// <summary>The alternatives of a schema, itself when it has none.</summary>
    public static IEnumerable<JsonElement> Alternatives(this StripeContract contract, JsonElement schema)
    {
        schema = contract.Resolve(schema);
        return schema.TryGetProperty("anyOf", out var options) ? options.EnumerateArray().SelectMany(contract.Alternatives) : [schema];
    }

    /// <summary>The alternative that fits a JSON object: by its `object` name where several could.</summary>
    public static JsonElement? ObjectSchema(this StripeContract contract, JsonElement schema, JsonObject value)
    {
        var candidates = contract.Alternatives(schema).Where(s => s.Type() == "object").ToList();
        if (candidates.Count <= 1)
        {
            return candidates.Count == 0 ? null : candidates[0];
        }

        var name = value["object"]?.GetValue<string>();
        var named = candidates.Where(s => s.TryGetProperty("x-resourceId", out var id) && id.GetString() == name).ToList();
        return named.Count > 0 ? named[0] : candidates[0];
    }
}
