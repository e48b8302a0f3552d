using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Orders;

namespace Marketplace.Contracts.Payments;

/// <summary>What a buyer may add for tax and invoice; all of it optional, but the e-mail address where nobody is signed in.</summary>
public sealed record CheckoutRequest
{
    /// <summary>Two letters; the tax of this country is added. Without one nothing is taxed.</summary>
    [StringLength(2)]
    public string? Country { get; set; }

    /// <summary>VAT or GST number of that country.</summary>
    [StringLength(40)]
    public string? TaxId { get; set; }

    /// <summary>Whom the invoice is made out to.</summary>
    [StringLength(200)]
    public string? BillingName { get; set; }

    [StringLength(500)]
    public string? BillingAddress { get; set; }

    /// <summary>Of a buyer without an account: gets the order's link.</summary>
    [EmailAddress, StringLength(320)]
    public string? Email { get; set; }
}

/// <param name="CheckoutUrl">The payment page; for an order without a charge (free products) the order's own page.</param>
/// <param name="GuestToken">Without an account: opens the order under <c>/api/guest/orders/{token}</c>.</param>
public sealed record CheckoutView(Guid OrderId, string OrderNumber, string CheckoutUrl, string? GuestToken);

public static class PaymentRoutes
{
    public const string Checkout = "/api/checkout";
    public const string StripeWebhook = "/webhooks/stripe";
}

public sealed class PaymentsClient(HttpClient http) : ApiClient(http)
{
    /// <summary>Makes an order from the cart and a payment page. The same key and body give the same order.</summary>
    public Task<CheckoutView> CheckoutAsync(string idempotencyKey, CancellationToken cancellationToken) => CheckoutAsync(idempotencyKey, null, cancellationToken);

    public Task<CheckoutView> CheckoutAsync(string idempotencyKey, CheckoutRequest? request, CancellationToken cancellationToken) =>
        PostAsync<CheckoutView>(PaymentRoutes.Checkout, request, cancellationToken, idempotencyKey);

    /// <summary>On return from the payment page: asks Stripe for the outcome now, rather than wait for the webhook.</summary>
    public Task<OrderView> RefreshAsync(Guid orderId, CancellationToken cancellationToken) =>
        PostAsync<OrderView>($"{PaymentRoutes.Checkout}/{orderId}/refresh", null, cancellationToken);
}
