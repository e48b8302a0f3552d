using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Marketplace.StripeSandbox.Contract;

/// <summary>Checks every answer and event against the contract and keeps what deviated: shown on the overview, empty in tests.</summary>
internal sealed class ContractLog(StripeContract contract, ILogger<ContractLog> logger)
{
    private const int Kept = 200;
    private readonly ConcurrentQueue<string> violations = [];

    public IReadOnlyCollection<string> Violations => [.. violations];

    public void Check(string method, string path, JsonObject answer) =>
        Add($"{method} {path}", ContractCheck.Violations(contract, answer, contract.Answer(method, path)));

    public void CheckEvent(string type, JsonObject subject)
    {
        if (!contract.EventTypes.Contains(type))
        {
            Add(type, ["not an event of the contract"]);
        }
        else if (contract.Resource(subject["object"]!.GetValue<string>()) is { } schema)
        {
            Add(type, ContractCheck.Violations(contract, subject, schema));
        }
    }

    private void Add(string where, IReadOnlyList<string> found)
    {
        foreach (var violation in found)
        {
            logger.LogError("Contract: {Where} {Violation}", where, violation);
            if (violations.Count < Kept)
            {
                violations.Enqueue($"{where} {violation}");
            }
        }
    }
}
