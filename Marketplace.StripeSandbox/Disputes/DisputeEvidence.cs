using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Files;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Disputes;

/// <summary>The answer to a dispute: texts and files, kept or sent to the bank. Three texts decide it, as Stripe documents for its test mode.</summary>
internal static class DisputeEvidence
{
    private const int MaxCharacters = 150_000;

    private static readonly HashSet<string> FileFields = new(StringComparer.Ordinal)
    {
        "cancellation_policy", "customer_communication", "customer_signature", "duplicate_charge_documentation", "receipt",
        "refund_policy", "service_documentation", "shipping_documentation", "uncategorized_file",
    };

    public static Dispute Update(Scope scope, string id, DisputeUpdateParameters parameters)
    {
        var dispute = scope.Require<Dispute>(id, "dispute");
        var updated = dispute with { Metadata = Metadata.Merge(dispute.Metadata, parameters.Metadata) };
        if (parameters.Evidence is not null || parameters.Submit == true)
        {
            if (!dispute.NeedsResponse())
            {
                throw DisputeActions.Closed(dispute);
            }

            var evidence = Merge(scope, dispute.Evidence, parameters.Evidence);
            updated = updated with { Evidence = evidence, EvidenceDetails = updated.EvidenceDetails with { HasEvidence = evidence.Count > 1 } };
        }

        return parameters.Submit != false && (parameters.Evidence is not null || parameters.Submit == true)
            ? Submit(scope, dispute, updated)
            : Tell(scope, dispute, updated);
    }

    private static Dispute Submit(Scope scope, Dispute before, Dispute answered)
    {
        var submitted = Tell(scope, before, answered with
        {
            EvidenceDetails = answered.EvidenceDetails with { SubmissionCount = answered.EvidenceDetails.SubmissionCount + 1 },
            Status = answered.IsInquiry() ? "warning_under_review" : "under_review",
        });
        return submitted.Evidence["uncategorized_text"]?.GetValue<string>() switch
        {
            "winning_evidence" => DisputeActions.Decide(scope, submitted, "won"),
            "losing_evidence" => DisputeActions.Decide(scope, submitted, "lost"),
            "escalate_inquiry_evidence" when submitted.IsInquiry() => DisputeActions.Decide(scope, submitted, "escalated"),
            _ => submitted,
        };
    }

    private static Dispute Tell(Scope scope, Dispute before, Dispute after)
    {
        scope.Put(after);
        scope.Emit("charge.dispute.updated", after, before);
        return after;
    }

    private static JsonObject Merge(Scope scope, JsonObject current, JsonObject? given)
    {
        var merged = current.DeepClone().AsObject();
        foreach (var (name, value) in given ?? [])
        {
            if (value is not JsonValue text)
            {
                throw StripeError.Unsupported($"evidence[{name}]");
            }

            if (FileFields.Contains(name))
            {
                scope.RequireParameter<UploadedFile>(text.GetValue<string>(), "file", $"evidence[{name}]");
            }

            merged[name] = text.DeepClone();
        }

        return merged.Sum(e => e.Value is JsonValue v ? v.GetValue<string>().Length : 0) <= MaxCharacters
            ? merged
            : throw StripeError.Invalid($"The combined character count of all evidence is limited to {MaxCharacters}.", "evidence");
    }
}
