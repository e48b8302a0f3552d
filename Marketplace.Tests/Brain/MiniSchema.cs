using System.Text.Json;

namespace Marketplace.Tests.Brain;

/// <summary>Judges requests by a JSON Schema: the keywords that <c>Fixtures/es.subset.json</c> uses (made of Elastic's request specification; unknown fields are errors).</summary>
internal sealed class MiniSchema(JsonElement root)
{
    private readonly Dictionary<string, JsonElement> definitions = root.GetProperty("$defs").EnumerateObject().ToDictionary(item => item.Name, item => item.Value);

    public List<string> Validate(string endpoint, JsonElement body)
    {
        List<string> errors = [];
        Check(root.GetProperty("endpoints").GetProperty(endpoint).GetProperty("body"), body, "", errors);
        return errors;
    }

    private bool Check(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Check(definitions[reference.GetString()![8..]], value, at, errors);
        }

        var before = errors.Count;
        if (schema.TryGetProperty("type", out var type) && !(type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(each => Is(each.GetString()!, value)) : Is(type.GetString()!, value)))
        {
            errors.Add($"{at}: must be {type}");
            return false;
        }

        CheckValue(schema, value, at, errors);
        if (value.ValueKind == JsonValueKind.Object)
        {
            CheckObject(schema, value, at, errors);
        }

        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            var position = 0;
            foreach (var item in value.EnumerateArray())
            {
                Check(items, item, $"{at}/{position++}", errors);
            }
        }

        CheckBranches(schema, value, at, errors);
        return errors.Count == before;
    }

    private static void CheckValue(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        if (schema.TryGetProperty("const", out var constant) && !JsonElement.DeepEquals(constant, value))
        {
            errors.Add($"{at}: must be {constant}");
        }

        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(each => JsonElement.DeepEquals(each, value)))
        {
            errors.Add($"{at}: '{value}' is not an allowed value");
        }
    }

    private void CheckObject(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        var hasProperties = schema.TryGetProperty("properties", out var properties);
        var hasOthers = schema.TryGetProperty("additionalProperties", out var others);
        foreach (var property in value.EnumerateObject())
        {
            if (hasProperties && properties.TryGetProperty(property.Name, out var known))
            {
                Check(known, property.Value, $"{at}/{property.Name}", errors);
            }
            else if (hasOthers && others.ValueKind == JsonValueKind.False)
            {
                errors.Add($"{at}: unknown property '{property.Name}'");
            }
            else if (hasOthers)
            {
                Check(others, property.Value, $"{at}/{property.Name}", errors);
            }
        }

        if (schema.TryGetProperty("required", out var required))
        {
            errors.AddRange(required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at}: missing '{name}'"));
        }

        var count = value.EnumerateObject().Count();
        if ((schema.TryGetProperty("minProperties", out var least) && count < least.GetInt32()) || (schema.TryGetProperty("maxProperties", out var most) && count > most.GetInt32()))
        {
            errors.Add($"{at}: {count} properties");
        }

        if (schema.TryGetProperty("x-exactlyOneOf", out var variants) && variants.EnumerateArray().Count(name => value.TryGetProperty(name.GetString()!, out _)) is var found and not 1)
        {
            errors.Add($"{at}: exactly one variant expected, found {found}");
        }
    }

    private void CheckBranches(JsonElement schema, JsonElement value, string at, List<string> errors)
    {
        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var each in all.EnumerateArray())
            {
                Check(each, value, at, errors);
            }
        }

        if (schema.TryGetProperty("if", out var condition) && Check(condition, value, at, []) && schema.TryGetProperty("then", out var then))
        {
            Check(then, value, at, errors);
        }

        if (schema.TryGetProperty("not", out var not) && Check(not, value, at, []))
        {
            errors.Add($"{at}: 'not' failed");
        }

        if (schema.TryGetProperty("anyOf", out var any))
        {
            var branches = any.EnumerateArray().Select(each =>
            {
                List<string> found = [];
                Check(each, value, at, found);
                return found;
            }).ToList();
            if (branches.All(branch => branch.Count > 0))
            {
                errors.AddRange(branches.MinBy(branch => branch.Count)!);
            }
        }
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => true,
    };
}
