using Marketplace.Core.Kernel;

namespace Marketplace.Core.Payments;

/// <summary>Stripe, as far as the marketplace needs it. Every write takes the idempotency key that our own row's id gives.</summary>
/// <exception cref="PaymentGatewayException">Thrown by every member when Stripe refuses or cannot be reached.</exception>
public interface IPaymentGateway
{
    Task<CheckoutSession> CreateSessionAsync(SessionRequest request, CancellationToken cancellationToken);

    Task<CheckoutSession> GetSessionAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Closes the payment page. One that was paid meanwhile comes back as paid.</summary>
    Task<CheckoutSession> ExpireSessionAsync(string sessionId, CancellationToken cancellationToken);

    Task<string> CreateAccountAsync(Guid userId, string email, CancellationToken cancellationToken);

    Task<ConnectedAccount> GetAccountAsync(string accountId, CancellationToken cancellationToken);

    Task<Uri> CreateOnboardingLinkAsync(string accountId, Uri returnUrl, Uri refreshUrl, CancellationToken cancellationToken);

    Task<string> CreateTransferAsync(TransferRequest request, CancellationToken cancellationToken);

    /// <summary>Looks for a transfer whose answer we may have lost; null when Stripe never made it.</summary>
    Task<string?> FindTransferAsync(string transferGroup, Guid transferId, CancellationToken cancellationToken);

    Task<string> CreateReversalAsync(ReversalRequest request, CancellationToken cancellationToken);

    /// <summary>Looks for a reversal whose answer we may have lost; null when Stripe never made it.</summary>
    Task<string?> FindReversalAsync(string stripeTransferId, Guid reversalId, CancellationToken cancellationToken);

    /// <summary>What a connected account has on its Stripe balance, available and pending, in cents.</summary>
    Task<long> GetBalanceAsync(string accountId, string currency, CancellationToken cancellationToken);

    Task<GatewayPayout> GetPayoutAsync(string accountId, string payoutId, CancellationToken cancellationToken);

    /// <summary>The account's payouts, newest first, at most 100.</summary>
    Task<IReadOnlyList<GatewayPayout>> ListPayoutsAsync(string accountId, CancellationToken cancellationToken);

    /// <summary>The platform's own events since then of the kinds that move an order's money, oldest first. Stripe keeps them for 30 days.</summary>
    Task<IReadOnlyList<GatewayEvent>> ListEventsAsync(DateTimeOffset since, CancellationToken cancellationToken);
}

/// <param name="ObjectId">The id of the object it is about.</param>
/// <param name="Account">The connected account; null for the platform's own.</param>
public sealed record GatewayEvent(string Id, string Type, string ObjectId, string? Account);

/// <param name="PaymentId">Our payment's id; gives the idempotency key and goes into the metadata.</param>
public sealed record SessionRequest(
    Guid PaymentId,
    Guid OrderId,
    string OrderNumber,
    string BuyerEmail,
    IReadOnlyList<SessionLine> Lines,
    Uri SuccessUrl,
    Uri CancelUrl,
    DateTimeOffset ExpiresAt);

public sealed record SessionLine(string Title, string Description, Money Price);

public enum SessionStatus
{
    Open,

    /// <summary>The page is done, the bank takes days: a delayed method.</summary>
    Processing,
    Paid,
    Expired,

    /// <summary>The bank refused a delayed payment.</summary>
    Failed,
}

/// <param name="Charge">Set when paid.</param>
/// <param name="Presented">What the buyer saw, when Stripe converted the price into the buyer's currency.</param>
public sealed record CheckoutSession(string Id, SessionStatus Status, string? Url, SessionCharge? Charge, Money? Presented = null);

/// <param name="Fee">What Stripe kept, from the balance transaction.</param>
public sealed record SessionCharge(string ChargeId, Money Amount, Money Fee, DateTimeOffset PaidAt);

public sealed record ConnectedAccount(string Id, bool DetailsSubmitted, bool TransfersActive, bool PayoutsEnabled, IReadOnlyList<string> RequirementsDue);

/// <param name="SourceChargeId">The charge it is tied to; null to take it from the available balance.</param>
public sealed record TransferRequest(Guid TransferId, Money Amount, string DestinationAccountId, string? SourceChargeId, string TransferGroup);

public sealed record ReversalRequest(Guid ReversalId, Money Amount, string StripeTransferId);

/// <param name="Status">Stripe's word: pending, in_transit, paid, failed, canceled.</param>
public sealed record GatewayPayout(string Id, string Status, Money Amount, DateTimeOffset CreatedAt, DateTimeOffset ArrivalAt);

/// <summary>Stripe refused or could not be reached.</summary>
/// <param name="isFinal">True when trying the same again cannot help.</param>
public sealed class PaymentGatewayException(string message, string? code, bool isFinal, Exception inner) : Exception(message, inner)
{
    public string? Code => code;

    public bool IsFinal => isFinal;
}
