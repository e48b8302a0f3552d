using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

/*
 * requires_payment_method ──card accepted──► succeeded
 *    ▲   │                                     ▲
 *    │   └──card asks for 3-D Secure──► requires_action ──confirmed──┘
 *    └───────────declined / refused by the buyer──┘
 * requires_payment_method ──bank debit──► processing ──days later──► succeeded, or back to requires_payment_method
 * requires_payment_method, requires_action ──session expired──► canceled
 */
internal sealed record PaymentIntent : StripeObject
{
    public override string Object => "payment_intent";
    public required long Amount { get; init; }
    public long AmountCapturable { get; init; }
    public long AmountReceived { get; init; }
    public long? CanceledAt { get; init; }
    public string? CancellationReason { get; init; }
    public string CaptureMethod { get; init; } = "automatic";
    public required string ClientSecret { get; init; }
    public string ConfirmationMethod { get; init; } = "automatic";
    public required string Currency { get; init; }
    public string? Customer { get; init; }
    public string? Description { get; init; }
    public JsonObject? LastPaymentError { get; init; }
    public string? LatestCharge { get; init; }
    public bool Livemode { get; init; }
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Http.Metadata.Empty;
    public NextAction? NextAction { get; init; }
    public string? PaymentMethod { get; init; }
    public IReadOnlyList<string> PaymentMethodTypes { get; init; } = ["card"];
    public string? ReceiptEmail { get; init; }
    public JsonObject? Shipping { get; init; }
    public required string Status { get; init; }
    public string? TransferGroup { get; init; }

    /// <summary>Where the buyer goes after 3-D Secure.</summary>
    [SandboxOnly]
    public string? ReturnUrl { get; init; }
}

internal sealed record NextAction(RedirectToUrl RedirectToUrl)
{
    public string Type { get; } = "redirect_to_url";
}

internal sealed record RedirectToUrl(string Url, string ReturnUrl);

internal sealed record PaymentIntentListParameters : ListParameters
{
    public string? Customer { get; init; }
}
