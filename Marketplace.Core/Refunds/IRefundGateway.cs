using Marketplace.Core.Kernel;

namespace Marketplace.Core.Refunds;

/// <summary>Stripe's refunds.</summary>
/// <exception cref="Payments.PaymentGatewayException">Thrown by every member when Stripe refuses or cannot be reached.</exception>
public interface IRefundGateway
{
    /// <summary>The key is <paramref name="refundId"/>: asking twice refunds once.</summary>
    Task<GatewayRefund> CreateAsync(Guid refundId, string chargeId, Money amount, CancellationToken cancellationToken);

    /// <summary>Looks for a refund whose answer we may have lost; null when Stripe never made it.</summary>
    Task<GatewayRefund?> FindAsync(string chargeId, Guid refundId, CancellationToken cancellationToken);

    Task<GatewayRefund> GetAsync(string stripeRefundId, CancellationToken cancellationToken);
}

/// <param name="RefundId">Our refund's id from the metadata; null for one made at Stripe.</param>
/// <param name="PaymentId">Our payment's id from the charge's metadata; null for a charge that is not the marketplace's.</param>
/// <param name="Status">Stripe's word: pending, requires_action, succeeded, failed, canceled.</param>
public sealed record GatewayRefund(string Id, string ChargeId, Money Amount, string Status, Guid? RefundId, Guid? PaymentId)
{
    public bool IsFailed => Status is "failed" or "canceled";

    public bool IsPending => Status is "pending" or "requires_action";
}
