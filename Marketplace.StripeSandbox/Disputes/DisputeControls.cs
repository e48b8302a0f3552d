using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Overview;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Disputes;

internal sealed record OpenDispute(string? Charge, long? Amount, string? Reason, string? Kind);

internal sealed record DecideDispute(string? Outcome);

internal sealed record OpenFraudWarning(string? Charge);

/// <summary>The buyer's bank, played by hand.</summary>
internal static class DisputeControls
{
    public static void MapDisputeControls(this SandboxControls controls)
    {
        controls.Post<OpenDispute>("/_sandbox/disputes", "disputes", (call, request) => DisputeActions.Open(
            call.Scope,
            RequireCharge(call.Scope, request.Charge),
            new DisputeOpening(request.Amount, request.Reason ?? DisputeReasons.Default, request.Kind == "inquiry")));
        controls.Post<DecideDispute>("/_sandbox/disputes/{id}/decide", "disputes", (call, request) => DisputeActions.Decide(
            call.Scope,
            call.Scope.Find<Dispute>(call.Id) ?? throw StripeError.NotFound("dispute", call.Id),
            request.Outcome ?? throw StripeError.Invalid("Missing required param: outcome.", "outcome", "parameter_missing")));
        controls.Post<OpenFraudWarning>("/_sandbox/fraud_warnings", "disputes", (call, request) =>
            FraudWarnings.Open(call.Scope, RequireCharge(call.Scope, request.Charge)));
    }

    /// <summary>By its own id or that of its payment intent.</summary>
    private static Charge RequireCharge(Scope scope, string? id)
    {
        var chargeId = id is null ? null : scope.Find<PaymentIntent>(id)?.LatestCharge ?? id;
        return (chargeId is null ? null : scope.Find<Charge>(chargeId)) ?? throw StripeError.Missing("charge", id ?? "", "charge");
    }
}
