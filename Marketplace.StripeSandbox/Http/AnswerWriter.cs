using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Contract;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Http;

/// <summary>Makes the body of an answer: expanded as asked, checked against the contract.</summary>
internal sealed class AnswerWriter(StripeContract contract, WireJson wire, ContractLog contractLog)
{
    private static readonly JsonSerializerOptions Indented = new(DocumentJson.Wire) { WriteIndented = true };
    private readonly Expansion expansion = new(contract, wire);

    public WireJson Wire => wire;

    /// <summary>A refusal that is returned, not thrown, keeps what the request did: a declined charge stays on the books.</summary>
    public ApiAnswer Of(Scope scope, string method, string path, object result, IReadOnlyList<string> expand)
    {
        if (result is StripeError refusal)
        {
            return Of(refusal);
        }

        var json = result as JsonObject ?? wire.Of(result);
        expansion.Apply(scope, json, expand);
        contractLog.Check(method, path, json);
        return new ApiAnswer(StatusCodes.Status200OK, json.ToJsonString(Indented));
    }

    public static ApiAnswer Of(StripeError error) => new(error.Status, error.ToJson().ToJsonString(Indented));
}
