using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Checkout;

/*
 * open ──paid, or a bank debit begun──► complete
 *   └──time or API──► expired
 */
internal sealed record CheckoutSession : StripeObject
{
    public override string Object => "checkout.session";
    public IReadOnlyList<string>? AllowedPaymentMethodTypes { get; init; }
    public required long AmountSubtotal { get; init; }
    public required long AmountTotal { get; init; }
    public AutomaticTax AutomaticTax { get; } = new();
    public string? CancelUrl { get; init; }
    public string? ClientReferenceId { get; init; }
    public required string Currency { get; init; }
    public IReadOnlyList<string> CustomFields { get; } = [];
    public CustomText CustomText { get; } = new();
    public string? Customer { get; init; }
    public string? CustomerCreation { get; init; }
    public CustomerDetails? CustomerDetails { get; init; }
    public string? CustomerEmail { get; init; }
    public required long ExpiresAt { get; init; }
    public string? Invoice { get; init; }
    public bool Livemode { get; init; }
    public string? Locale { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public string Mode { get; init; } = "payment";
    public string? PaymentIntent { get; init; }
    public string PaymentMethodCollection { get; init; } = "if_required";
    public IReadOnlyList<string> PaymentMethodTypes { get; init; } = ["card"];
    public string PaymentStatus { get; init; } = "unpaid";
    public PhoneNumberCollection PhoneNumberCollection { get; } = new(false);
    public IReadOnlyList<string> ShippingOptions { get; } = [];
    public string Status { get; init; } = "open";
    public string? SubmitType { get; init; }
    public string? Subscription { get; init; }
    public required string SuccessUrl { get; init; }
    public TotalDetails TotalDetails { get; } = new(0, 0, 0);
    public string UiMode { get; init; } = "hosted_page";

    /// <summary>The hosted page; gone once the session is closed.</summary>
    public string? Url { get; init; }

    [SandboxOnly]
    public required IReadOnlyList<LineItem> LineItems { get; init; }

    /// <summary>What the payment intent gets when it is made, with the buyer's first try.</summary>
    [SandboxOnly]
    public PaymentIntentData? PaymentIntentData { get; init; }

    [SandboxOnly]
    public SubscriptionDataParameters? SubscriptionData { get; init; }

    /// <summary>The card of a subscription that the bank has yet to confirm.</summary>
    [SandboxOnly]
    public string? PendingPaymentMethod { get; init; }

    /// <summary>The address that the buyer cannot change on the page: given, or the customer's.</summary>
    [SandboxOnly]
    public string? KnownEmail { get; init; }

    /// <summary>Where the buyer is sent after paying.</summary>
    public string ReturnTo() => SuccessUrl.Replace("{CHECKOUT_SESSION_ID}", Id, StringComparison.Ordinal);
}

internal sealed record AutomaticTax(bool Enabled = false);

internal sealed record CustomText;

internal sealed record PhoneNumberCollection(bool Enabled);

internal sealed record TotalDetails(long AmountDiscount, long AmountShipping, long AmountTax);

internal sealed record CustomerDetails(string? Email, string? Name)
{
    public string TaxExempt { get; } = "none";
}

internal sealed record LineItem : StripeObject
{
    public override string Object => "item";

    [SandboxOnly]
    public override long Created { get; init; }
    public long AmountDiscount { get; init; }
    public required long AmountSubtotal { get; init; }
    public long AmountTax { get; init; }
    public required long AmountTotal { get; init; }
    public required string Currency { get; init; }
    public required string Description { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public required Price Price { get; init; }
    public required long Quantity { get; init; }

    /// <summary>The product's description, shown under its name on the payment page.</summary>
    [SandboxOnly]
    public string? Note { get; init; }
}
