using System.Text.Json;

namespace Marketplace.StripeSandbox.Contract;

/// <summary>
/// The published contract of Stripe's API for one version (`stripe-api.json`): which parameters an operation takes,
/// which fields an object has. The sandbox reads requests and completes answers by it, so both follow one source.
/// </summary>
internal sealed class StripeContract
{
    public const string Version = "2026-10-28.endive";
    private const string RefPrefix = "#/components/schemas/";

    private readonly JsonDocument document;
    private readonly Dictionary<string, JsonElement> schemas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> byResource = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Method, string Path), JsonElement> operations = [];

    public StripeContract()
    {
        using var stream = typeof(StripeContract).Assembly.GetManifestResourceStream("stripe-api.json")!;
        document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        foreach (var schema in root.GetProperty("components").GetProperty("schemas").EnumerateObject())
        {
            schemas[schema.Name] = schema.Value;
            if (schema.Value.TryGetProperty("x-resourceId", out var resource))
            {
                byResource[resource.GetString()!] = schema.Value;
            }
        }

        foreach (var path in root.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                operations[(method.Name.ToUpperInvariant(), path.Name)] = method.Value;
            }
        }

        EventTypes = Schema("event").GetProperty("properties").GetProperty("type").GetProperty("enum").EnumerateArray().Select(e => e.GetString()!).ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlySet<string> EventTypes { get; }

    public IEnumerable<(string Method, string Path)> Operations => operations.Keys;

    public JsonElement Schema(string name) => schemas[name];

    public JsonElement? Resource(string objectName) => byResource.TryGetValue(objectName, out var schema) ? schema : null;

    public bool Knows(string method, string path) => operations.ContainsKey((method, path));

    public JsonElement? Parameters(string method, string path)
    {
        var operation = operations[(method, path)];
        if (operation.TryGetProperty("requestBody", out var body))
        {
            var schema = body.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema");
            return Resolve(schema);
        }

        return operation.TryGetProperty("x-query-schema", out var query) ? Resolve(query) : null;
    }

    public JsonElement Answer(string method, string path) =>
        Resolve(operations[(method, path)].GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema"));

    public JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? Resolve(schemas[reference.GetString()![RefPrefix.Length..]]) : schema;
}
