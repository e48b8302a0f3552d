using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments;

/// <summary>Stripe's own books of the platform's balance.</summary>
/// <exception cref="PaymentGatewayException">Stripe refuses or cannot be reached.</exception>
public interface IBalanceGateway
{
    /// <summary>Every balance transaction of the platform in [from, to).</summary>
    Task<IReadOnlyList<BalanceMovement>> ListAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken);

    /// <summary>Every balance transaction of the platform that one object has caused.</summary>
    Task<IReadOnlyList<BalanceMovement>> ListOfAsync(string sourceId, CancellationToken cancellationToken);
}

/// <summary>One movement of the platform's Stripe balance.</summary>
/// <param name="Kind">Stripe's <c>type</c>: charge, payment, refund, refund_failure, transfer, transfer_refund, adjustment …</param>
/// <param name="SourceId">The charge, refund, transfer, reversal or dispute; null for Stripe's own.</param>
/// <param name="ChargeId">The charge behind it, as far as Stripe names it.</param>
/// <param name="Amount">Positive comes in.</param>
/// <param name="Fee">What Stripe kept with it.</param>
/// <param name="IsOurs">A charge carries the id of one of our payments; always true for other kinds.</param>
/// <param name="CustomerId">Stripe's customer of a charge; null for other kinds.</param>
public sealed record BalanceMovement(
    string Id, string Kind, string? SourceId, string? ChargeId, Money Amount, Money Fee, DateTimeOffset CreatedAt, bool IsOurs, string? CustomerId = null)
{
    /// <summary>How it changes the balance.</summary>
    public long NetCents => Amount.Cents - Fee.Cents;

    /// <summary>The business event that our books make of it; null for kinds they do not know.</summary>
    public string? EventType => Kind switch
    {
        "charge" or "payment" => "sale",
        "refund" or "payment_refund" => "refund",
        "refund_failure" or "payment_failure_refund" => "refund_failed",
        "transfer" => "transfer",
        "transfer_refund" => "transfer_reversal",
        "adjustment" => Amount.Cents < 0 ? "dispute_opened" : "dispute_won",
        _ => null,
    };
}
