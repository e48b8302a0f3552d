using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.StripeSandbox.Contract;

/// <summary>Adds the fields that Stripe always returns, as null where the sandbox has no value.</summary>
internal static class PresentFields
{
    public static void Complete(StripeContract contract, JsonObject value, JsonElement schema)
    {
        var nullable = schema.Names("required").Where(name => schema.Property(name) is { } p && contract.Resolve(p).Flag("nullable"));
        foreach (var name in schema.Names("x-present").Concat(nullable))
        {
            value.TryAdd(name, null);
        }

        foreach (var (name, child) in value)
        {
            if (schema.Property(name) is { } property)
            {
                CompleteNode(contract, child, property);
            }
        }
    }

    private static void CompleteNode(StripeContract contract, JsonNode? node, JsonElement schema)
    {
        if (node is JsonObject child)
        {
            if (contract.ObjectSchema(schema, child) is { } childSchema)
            {
                Complete(contract, child, childSchema);
            }
        }
        else if (node is JsonArray items)
        {
            var array = contract.Alternatives(schema).FirstOrDefault(s => s.Type() == "array");
            if (array.ValueKind == JsonValueKind.Object && array.TryGetProperty("items", out var itemSchema))
            {
                foreach (var item in items)
                {
                    CompleteNode(contract, item, itemSchema);
                }
            }
        }
    }
}
