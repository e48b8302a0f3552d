using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Contract;

/// <summary>Turns the strings of a form or query into typed JSON by the contract, and refuses what the contract does not have.</summary>
internal static class ParameterReader
{
    public static JsonObject Read(StripeContract contract, JsonObject raw, JsonElement schema) =>
        ReadObject(contract, raw, schema, "");

    private static JsonObject ReadObject(StripeContract contract, JsonObject raw, JsonElement schema, string path)
    {
        var typed = new JsonObject();
        foreach (var (name, value) in raw)
        {
            var property = schema.Property(name) ?? schema.MapValue()
                ?? throw StripeError.Invalid($"Received unknown parameter: {Join(path, name)}", Join(path, name), "parameter_unknown");
            typed[name] = ReadNode(contract, value!, property, Join(path, name));
        }

        var missing = schema.Names("required").FirstOrDefault(name => !raw.ContainsKey(name));
        return missing is null
            ? typed
            : throw StripeError.Invalid($"Missing required param: {Join(path, missing)}.", Join(path, missing), "parameter_missing");
    }

    private static JsonNode ReadNode(StripeContract contract, JsonNode raw, JsonElement schema, string path)
    {
        StripeError? refusal = null;
        foreach (var option in contract.Alternatives(schema).OrderBy(s => s.TryGetProperty("enum", out _) ? 0 : s.Type() == "string" ? 2 : 1))
        {
            try
            {
                return option.Type() switch
                {
                    "object" when raw is JsonObject child => ReadObject(contract, child, option, path),
                    "array" when raw is JsonObject or JsonArray => ReadArray(contract, raw, option, path),
                    "object" => throw StripeError.Invalid("Invalid object", path),
                    "array" => throw StripeError.Invalid("Invalid array", path),
                    _ when raw is not JsonValue => throw StripeError.Invalid("Invalid string: expected a single value", path),
                    _ => ReadScalar(raw.GetValue<string>(), option, path),
                };
            }
            catch (StripeError failure)
            {
                refusal = refusal is null || failure.Parameter != path ? failure : refusal;
            }
        }

        throw refusal ?? StripeError.Invalid("Invalid value", path);
    }

    private static JsonArray ReadArray(StripeContract contract, JsonNode raw, JsonElement schema, string path)
    {
        // `a[0]`, `a[1]` arrive as an object with numeric names, `a[]` as an array.
        var items = raw is JsonArray list
            ? list.Select(item => item!)
            : raw.AsObject().Select(item => int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    ? (Index: index, Value: item.Value!)
                    : throw StripeError.Invalid("Invalid array", path))
                .OrderBy(item => item.Index)
                .Select(item => item.Value);
        var itemSchema = schema.GetProperty("items");
        return new JsonArray([.. items.Select((item, index) => ReadNode(contract, item, itemSchema, $"{path}[{index}]"))]);
    }

    private static JsonNode ReadScalar(string raw, JsonElement schema, string path)
    {
        switch (schema.Type())
        {
            case "integer":
                return long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw StripeError.Invalid($"Invalid integer: {raw}", path, "parameter_invalid_integer");
            case "number":
                return decimal.TryParse(raw, NumberStyles.Number, CultureInfo.InvariantCulture, out var fraction)
                    ? fraction
                    : throw StripeError.Invalid($"Invalid decimal: {raw}", path);
            case "boolean":
                return bool.TryParse(raw, out var flag) ? flag : throw StripeError.Invalid($"Invalid boolean: {raw}", path);
        }

        if (schema.TryGetProperty("enum", out var allowed))
        {
            var names = allowed.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.String).Select(a => a.GetString()!).ToList();
            return names.Contains(raw)
                ? raw
                : throw StripeError.Invalid($"Invalid {Leaf(path)}: must be one of {string.Join(", ", names)}", path);
        }

        if (schema.TryGetProperty("maxLength", out var limit) && raw.Length > limit.GetInt32())
        {
            throw StripeError.Invalid($"Invalid string: {raw[..20]}...; must be at most {limit.GetInt32()} characters", path);
        }

        // An empty string unsets; only metadata values can be unset that way.
        return raw.Length > 0 || path.Contains("metadata[", StringComparison.Ordinal)
            ? raw
            : throw StripeError.Invalid(
                $"You passed an empty string for '{path}'. We assume empty values are an attempt to unset a parameter; however '{path}' cannot be unset. You should remove '{path}' from your request or supply a non-empty value.",
                path,
                "parameter_invalid_empty");
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}[{name}]";

    private static string Leaf(string path) => path[(path.LastIndexOf('[') + 1)..].TrimEnd(']');
}
