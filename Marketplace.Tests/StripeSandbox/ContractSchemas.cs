using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.StripeSandbox.Contract;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>
/// Stripe's contract once more, read by another library than the sandbox's own check: turned into JSON Schema and left to
/// NJsonSchema. A mistake in one reader of the contract does not hide from the other.
/// </summary>
internal sealed class ContractSchemas
{
    private const string RefPrefix = "#/components/schemas/";
    private static readonly Lazy<ContractSchemas> Read = new(() => new ContractSchemas());

    private readonly Dictionary<string, JsonSchema> byKey = new(StringComparer.Ordinal);
    private readonly List<(string Method, Regex Path, string Template)> operations = [];
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    private ContractSchemas()
    {
        using var stream = typeof(StripeContract).Assembly.GetManifestResourceStream("stripe-api.json")!;
        var contract = JsonNode.Parse(stream)!;
        var definitions = new JsonObject();
        var schemas = contract["components"]!["schemas"]!.AsObject();
        foreach (var (name, _) in schemas)
        {
            names[name] = $"s{names.Count}";
        }

        foreach (var (name, schema) in schemas)
        {
            definitions[names[name]] = Convert(schema!, request: false);
            definitions[names[name] + "q"] = Convert(schema!, request: true);
        }

        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        void Define(string key, JsonNode schema, bool request)
        {
            keys[key] = $"o{keys.Count}";
            definitions[keys[key]] = Convert(schema, request);
        }

        foreach (var (path, methods) in contract["paths"]!.AsObject())
        {
            foreach (var (name, operation) in methods!.AsObject())
            {
                var method = name.ToUpperInvariant();
                operations.Add((method, Pattern(path), path));
                Define($"answer {method} {path}", operation!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!, request: false);
                if ((operation["requestBody"]?["content"]?.AsObject().First().Value!["schema"] ?? operation["x-query-schema"]) is { } parameters)
                {
                    Define($"request {method} {path}", parameters, request: true);
                }
            }
        }

        foreach (var (type, schema) in schemas["event"]!["x-event-object"]!.AsObject())
        {
            Define($"event {type}", schema!, request: false);
        }

        var root = JsonSchema.FromJsonAsync(new JsonObject { ["definitions"] = definitions }.ToJsonString()).GetAwaiter().GetResult();
        foreach (var (key, definition) in keys)
        {
            byKey[key] = root.Definitions[definition];
        }
    }

    public static ContractSchemas Instance => Read.Value;

    /// <summary>The template of a path, `/v1/charges/{id}`; the most literal one that fits.</summary>
    public string? Template(string method, string path) => operations
        .Where(o => o.Method == method && o.Path.IsMatch(path))
        .OrderBy(o => o.Template.Count(c => c == '{'))
        .Select(o => o.Template)
        .FirstOrDefault();

    public IReadOnlyList<string> Answer(string method, string template, string json) => Check($"answer {method} {template}", json);

    /// <summary>An accepted request; its parameters are text, as a form sends them.</summary>
    public IReadOnlyList<string> Request(string method, string template, string form) => Check($"request {method} {template}", FormJson.Of(form).ToJsonString());

    public IReadOnlyList<string> Event(string payload)
    {
        var happened = JsonNode.Parse(payload)!;
        var type = happened["type"]!.GetValue<string>();
        return Check($"event {type}", happened["data"]!["object"]!.ToJsonString());
    }

    private IReadOnlyList<string> Check(string key, string json)
    {
        if (!byKey.TryGetValue(key, out var schema))
        {
            return [$"{key}: not in the contract"];
        }

        return [.. schema.Validate(json).Select(e => $"{key} {Describe(e)}")];
    }

    private static string Describe(ValidationError error) => error is ChildSchemaValidationError nested
        ? $"{error.Path}: {error.Kind} ({string.Join("; ", nested.Errors.Values.SelectMany(e => e).Select(Describe).Take(4))})"
        : $"{error.Path}: {error.Kind}";

    private static Regex Pattern(string path) =>
        new($"^{string.Join('/', path.Split('/').Select(p => p.StartsWith('{') ? "[^/]+" : Regex.Escape(p)))}$", RegexOptions.CultureInvariant);

    private JsonNode Convert(JsonNode schema, bool request)
    {
        var source = schema.AsObject();
        if (source.ContainsKey("x-pruned"))
        {
            return new JsonObject();
        }

        var converted = source["$ref"] is { } reference
            ? new JsonObject { ["$ref"] = $"#/definitions/{names[reference.GetValue<string>()[RefPrefix.Length..]]}{(request ? "q" : "")}" }
            : Members(source, request);
        return source["nullable"]?.GetValue<bool>() == true
            ? new JsonObject { ["anyOf"] = new JsonArray(converted, new JsonObject { ["type"] = "null" }) }
            : converted;
    }

    private JsonObject Members(JsonObject source, bool request)
    {
        var converted = new JsonObject();
        foreach (var (name, value) in source)
        {
            switch (name)
            {
                case "type" when request && value!.GetValue<string>() is "integer" or "number" or "boolean":
                    converted["type"] = "string";
                    converted["pattern"] = value!.GetValue<string>() switch { "integer" => "^-?[0-9]+$", "number" => @"^-?[0-9]+(\.[0-9]+)?$", _ => "^([Tt]rue|[Ff]alse)$" };
                    break;
                case "type" or "enum" or "additionalProperties" when value is not JsonObject:
                    converted[name] = value!.DeepClone();
                    break;
                case "maxLength":
                    converted[name] = value!.DeepClone();
                    break;
                case "items" or "additionalProperties":
                    converted[name] = Convert(value!, request);
                    break;
                case "properties":
                    converted[name] = new JsonObject(value!.AsObject().Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Convert(p.Value!, request))));
                    break;
                case "anyOf":
                    converted[name] = new JsonArray([.. value!.AsArray().Select(s => Convert(s!, request))]);
                    break;
            }
        }

        // Stripe shows these always, be they null.
        var required = Texts(source["required"]).Concat(request ? [] : Texts(source["x-present"])).Distinct().ToList();
        if (required.Count > 0)
        {
            converted["required"] = new JsonArray([.. required.Select(r => JsonValue.Create(r))]);
        }

        return converted;
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list?.AsArray().Select(t => t!.GetValue<string>()) ?? [];
}
