using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Stripe;

namespace Marketplace.Core.Refunds;

/// <summary>Refunds through Stripe.net.</summary>
public sealed class StripeRefundGateway(IStripeClient client) : IRefundGateway
{
    private static readonly List<string> Expansions = ["charge"];

    public Task<GatewayRefund> CreateAsync(Guid refundId, string chargeId, Money amount, CancellationToken cancellationToken)
    {
        var options = new RefundCreateOptions
        {
            Charge = chargeId,
            Amount = amount.Cents,
            Metadata = new() { ["refund_id"] = refundId.ToString() },
            Expand = Expansions,
        };
        return StripeCalls.CallAsync(async () => Convert(await new RefundService(client).CreateAsync(options, StripeCalls.Key($"refund:{refundId}"), cancellationToken)), cancellationToken);
    }

    public Task<GatewayRefund?> FindAsync(string chargeId, Guid refundId, CancellationToken cancellationToken) => StripeCalls.CallAsync(async () =>
    {
        await foreach (var refund in new RefundService(client).ListAutoPagingAsync(new() { Charge = chargeId }, cancellationToken: cancellationToken))
        {
            if (Convert(refund) is var found && found.RefundId == refundId)
            {
                return found;
            }
        }

        return null;
    }, cancellationToken);

    public Task<GatewayRefund> GetAsync(string stripeRefundId, CancellationToken cancellationToken) => StripeCalls.CallAsync(
        async () => Convert(await new RefundService(client).GetAsync(stripeRefundId, new() { Expand = Expansions }, cancellationToken: cancellationToken)), cancellationToken);

    private static GatewayRefund Convert(Stripe.Refund refund) => new(
        refund.Id,
        refund.ChargeId,
        StripeCalls.ToMoney(refund.Amount, refund.Currency),
        refund.Status,
        StripeCalls.IdIn(refund.Metadata, "refund_id"),
        StripeCalls.IdIn(refund.Charge?.Metadata, "payment_id"));
}
