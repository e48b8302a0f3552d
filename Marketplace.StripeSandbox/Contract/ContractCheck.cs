using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.StripeSandbox.Contract;

/// <summary>Compares an answer with the contract, strictly: required and always-present fields, types, listed values, nothing extra.</summary>
internal static class ContractCheck
{
    public static IReadOnlyList<string> Violations(StripeContract contract, JsonNode? value, JsonElement schema)
    {
        var found = new List<string>();
        Check(contract, value, schema, "$", found);
        return found;
    }

    private static void Check(StripeContract contract, JsonNode? value, JsonElement schema, string path, List<string> found)
    {
        schema = contract.Resolve(schema);
        if (value is null)
        {
            if (!schema.Flag("nullable") && !schema.IsOpen())
            {
                found.Add($"{path}: null is not allowed");
            }

            return;
        }

        if (schema.TryGetProperty("anyOf", out var options))
        {
            CheckAny(contract, value, options, path, found);
            return;
        }

        if (schema.IsOpen())
        {
            return;
        }

        if (schema.TryGetProperty("enum", out var allowed) && value.GetValueKind() == JsonValueKind.String
            && !allowed.EnumerateArray().Any(a => a.ValueKind == JsonValueKind.String && a.GetString() == value.GetValue<string>()))
        {
            found.Add($"{path}: '{value}' is not a listed value");
        }

        CheckType(contract, value, schema, path, found);
    }

    private static void CheckType(StripeContract contract, JsonNode value, JsonElement schema, string path, List<string> found)
    {
        switch (schema.Type())
        {
            case "object" when value is JsonObject child:
                CheckObject(contract, child, schema, path, found);
                break;
            case "array" when value is JsonArray items:
                for (var i = 0; i < items.Count && schema.TryGetProperty("items", out var itemSchema); i++)
                {
                    Check(contract, items[i], itemSchema, $"{path}[{i}]", found);
                }

                break;
            case var type when !HasType(value, type):
                found.Add($"{path}: {value.GetValueKind()} where the contract has {type}");
                break;
        }
    }

    private static void CheckAny(StripeContract contract, JsonNode value, JsonElement options, string path, List<string> found)
    {
        List<string>? closest = null;
        foreach (var option in options.EnumerateArray())
        {
            var misses = new List<string>();
            Check(contract, value, option, path, misses);
            if (misses.Count == 0)
            {
                return;
            }

            // An object is explained by the object it tried to be, not by "is no string".
            if (closest is null || (value is JsonObject && contract.Resolve(option).Type() == "object"))
            {
                closest = misses;
            }
        }

        found.AddRange(closest ?? []);
    }

    private static void CheckObject(StripeContract contract, JsonObject value, JsonElement schema, string path, List<string> found)
    {
        found.AddRange(schema.Names("required").Concat(schema.Names("x-present"))
            .Where(name => !value.ContainsKey(name))
            .Select(name => $"{path}.{name}: missing"));
        foreach (var (name, child) in value)
        {
            var property = schema.Property(name) ?? schema.MapValue();
            if (property is { } known)
            {
                Check(contract, child, known, $"{path}.{name}", found);
            }
            else if (schema.TryGetProperty("additionalProperties", out var extra) && extra.ValueKind == JsonValueKind.False)
            {
                found.Add($"{path}.{name}: not in the contract");
            }
        }
    }

    private static bool HasType(JsonNode value, string? type) => type switch
    {
        "string" => value.GetValueKind() == JsonValueKind.String,
        "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.GetValueKind() == JsonValueKind.Number && !value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E'),
        "number" => value.GetValueKind() == JsonValueKind.Number,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        _ => true,
    };
}
