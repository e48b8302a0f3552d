using Marketplace.Core.Payments;
using Stripe;
using Stripe.Radar;

namespace Marketplace.Core.Disputes;

/// <summary>Disputes through Stripe.net.</summary>
public sealed class StripeDisputeGateway(IStripeClient client) : IDisputeGateway
{
    private static readonly List<string> Expansions = ["charge"];

    public Task<GatewayDispute> GetAsync(string stripeDisputeId, CancellationToken cancellationToken) => StripeCalls.CallAsync(
        async () => Convert(await new DisputeService(client).GetAsync(stripeDisputeId, new() { Expand = Expansions }, cancellationToken: cancellationToken)), cancellationToken);

    public Task<IReadOnlyList<GatewayDispute>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var options = new DisputeListOptions { Created = new DateRangeOptions { GreaterThanOrEqual = since.UtcDateTime }, Expand = ["data.charge"] };
        var disputes = new List<GatewayDispute>();
        await foreach (var dispute in new DisputeService(client).ListAutoPagingAsync(options, cancellationToken: cancellationToken))
        {
            disputes.Add(Convert(dispute));
        }

        return (IReadOnlyList<GatewayDispute>)disputes;
    }, cancellationToken);

    public Task<GatewayDispute> SubmitAsync(string stripeDisputeId, DisputeEvidence evidence, CancellationToken cancellationToken)
    {
        var options = new DisputeUpdateOptions
        {
            Submit = true,
            Expand = Expansions,
            Evidence = new()
            {
                ProductDescription = evidence.ProductDescription,
                CustomerName = evidence.CustomerName,
                CustomerEmailAddress = evidence.CustomerEmail,
                ServiceDate = evidence.ServiceDate,
                AccessActivityLog = evidence.AccessActivityLog,
                RefundPolicyDisclosure = evidence.RefundPolicy,
                RefundRefusalExplanation = evidence.RefundRefusalExplanation,
                UncategorizedText = evidence.Statement,
            },
        };
        return StripeCalls.CallAsync(
            async () => Convert(await new DisputeService(client).UpdateAsync(stripeDisputeId, options, StripeCalls.Key($"evidence:{stripeDisputeId}"), cancellationToken)), cancellationToken);
    }

    public Task<GatewayFraudWarning> GetWarningAsync(string stripeWarningId, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        var warning = await new EarlyFraudWarningService(client).GetAsync(stripeWarningId, new() { Expand = Expansions }, cancellationToken: cancellationToken);
        return new GatewayFraudWarning(warning.Id, warning.ChargeId, warning.FraudType, warning.Actionable, StripeCalls.IdIn(warning.Charge?.Metadata, "payment_id"));
    }, cancellationToken);

    private static GatewayDispute Convert(Stripe.Dispute dispute)
    {
        // The first balance transaction is the withdrawal; a second one, when won, gives it back.
        var withdrawal = dispute.BalanceTransactions?.Find(transaction => transaction.Amount < 0);
        return new(
            dispute.Id,
            dispute.ChargeId,
            StripeCalls.ToMoney(dispute.Amount, dispute.Currency),
            dispute.Reason,
            StateOf(dispute.Status),
            withdrawal is null ? null : StripeCalls.ToMoney(-withdrawal.Amount, withdrawal.Currency),
            withdrawal is null ? null : StripeCalls.ToMoney(withdrawal.Fee, withdrawal.Currency),
            dispute.EvidenceDetails?.DueBy is { } due ? StripeCalls.Utc(due) : null,
            StripeCalls.Utc(dispute.Created),
            StripeCalls.IdIn(dispute.Charge?.Metadata, "payment_id"));
    }

    private static DisputeState StateOf(string status) => status switch
    {
        "warning_needs_response" or "warning_under_review" => DisputeState.Inquiry,
        "warning_closed" or "prevented" => DisputeState.InquiryClosed,
        "needs_response" => DisputeState.NeedsResponse,
        "under_review" => DisputeState.UnderReview,
        "won" => DisputeState.Won,
        "lost" => DisputeState.Lost,
        _ => throw new InvalidOperationException($"Stripe calls a dispute {status}."),
    };
}
