using Marketplace.Core.Kernel;

namespace Marketplace.Core.Disputes;

/// <summary>Stripe's disputes and early fraud warnings.</summary>
/// <exception cref="Payments.PaymentGatewayException">Thrown by every member when Stripe refuses or cannot be reached.</exception>
public interface IDisputeGateway
{
    Task<GatewayDispute> GetAsync(string stripeDisputeId, CancellationToken cancellationToken);

    /// <summary>The disputes that Stripe opened since then.</summary>
    Task<IReadOnlyList<GatewayDispute>> ListAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Sends the evidence to the bank; it can be sent once.</summary>
    Task<GatewayDispute> SubmitAsync(string stripeDisputeId, DisputeEvidence evidence, CancellationToken cancellationToken);

    Task<GatewayFraudWarning> GetWarningAsync(string stripeWarningId, CancellationToken cancellationToken);
}

/// <param name="Withdrawn">What Stripe took for it; null while it is an inquiry.</param>
/// <param name="Fee">Stripe's fee for the dispute, with <paramref name="Withdrawn"/>.</param>
/// <param name="PaymentId">Our payment's id from the charge's metadata; null for a charge that is not the marketplace's.</param>
public sealed record GatewayDispute(
    string Id,
    string ChargeId,
    Money Amount,
    string Reason,
    DisputeState State,
    Money? Withdrawn,
    Money? Fee,
    DateTimeOffset? EvidenceDueAt,
    DateTimeOffset CreatedAt,
    Guid? PaymentId);

public sealed record GatewayFraudWarning(string Id, string ChargeId, string Kind, bool IsActionable, Guid? PaymentId);

/// <summary>What speaks for the seller. Stripe's fields, at most 20,000 characters each.</summary>
public sealed record DisputeEvidence(
    string ProductDescription,
    string CustomerName,
    string CustomerEmail,
    string ServiceDate,
    string AccessActivityLog,
    string RefundPolicy,
    string RefundRefusalExplanation,
    string Statement);
