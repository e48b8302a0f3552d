using Marketplace.Contracts.Http;
using Marketplace.Contracts.Orders;

namespace Marketplace.Contracts.Payments;

/// <param name="CheckoutUrl">The payment page; for an order without a charge (free products) the order's own page.</param>
public sealed record CheckoutView(Guid OrderId, string OrderNumber, string CheckoutUrl);

public static class PaymentRoutes
{
    public const string Checkout = "/api/checkout";
    public const string StripeWebhook = "/webhooks/stripe";
}

public sealed class PaymentsClient(HttpClient http) : ApiClient(http)
{
    /// <summary>Makes an order from the cart and a payment page. The same key gives the same order.</summary>
    public Task<CheckoutView> CheckoutAsync(string idempotencyKey, CancellationToken cancellationToken) =>
        PostAsync<CheckoutView>(PaymentRoutes.Checkout, null, cancellationToken, idempotencyKey);

    /// <summary>On return from the payment page: asks Stripe for the outcome now, rather than wait for the webhook.</summary>
    public Task<OrderView> RefreshAsync(Guid orderId, CancellationToken cancellationToken) =>
        PostAsync<OrderView>($"{PaymentRoutes.Checkout}/{orderId}/refresh", null, cancellationToken);
}
