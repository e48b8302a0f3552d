using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Contract;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Http;

/// <summary>The JSON a client sees of an object: without the sandbox's own members, with all fields of the contract.</summary>
internal sealed class WireJson(StripeContract contract)
{
    public JsonObject Of(object value)
    {
        var json = JsonSerializer.SerializeToNode(value, value.GetType(), DocumentJson.Wire)!.AsObject();
        if (json["object"]?.GetValue<string>() is { } name && contract.Resource(name) is { } schema)
        {
            PresentFields.Complete(contract, json, schema);
        }

        return json;
    }

    public JsonObject OfList(IEnumerable<StripeObject> items, bool hasMore, string url) => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. items.Select(Of)]),
        ["has_more"] = hasMore,
        ["url"] = url,
    };
}
