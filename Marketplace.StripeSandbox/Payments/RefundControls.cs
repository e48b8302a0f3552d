using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Overview;

namespace Marketplace.StripeSandbox.Payments;

internal sealed record TurnRefund(string? Outcome, string? Reason);

internal static class RefundControls
{
    /// <summary>Turns a refund now: `succeeded`, `failed` with a reason, or `canceled`.</summary>
    public static void MapRefundControls(this SandboxControls controls) =>
        controls.Post<TurnRefund>("/_sandbox/refunds/{id}/turn", "refunds", (call, request) =>
        {
            var refund = call.Scope.Find<Refund>(call.Id) ?? throw StripeError.NotFound("refund", call.Id);
            return request.Outcome switch
            {
                "succeeded" => RefundTurns.Succeed(call.Scope, refund),
                "failed" => RefundTurns.Fail(call.Scope, refund, request.Reason ?? "unknown"),
                "canceled" => RefundTurns.Cancel(call.Scope, refund),
                _ => throw StripeError.Invalid("Invalid outcome: must be one of succeeded, failed, canceled", "outcome"),
            };
        });
}
