using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

/// <summary>Payment intents that a caller makes and confirms without a hosted page.</summary>
internal static class IntentActions
{
    public static object Create(Scope scope, IntentCreateParameters parameters)
    {
        RequireSupported(parameters);
        var currency = Amounts.RequireCurrency(parameters.Currency, "currency");
        Amounts.RequireChargeable(parameters.Amount, currency, "Amount");
        var customer = parameters.Customer is { } customerId ? CustomerActions.RequireParameter(scope, customerId) : null;
        var method = parameters.PaymentMethod is { } methodId ? Method(scope, methodId, customer) : null;
        var id = DocumentId.New("pi_");
        var intent = scope.Put(new PaymentIntent
        {
            Id = id,
            Owner = scope.Owner,
            Created = scope.Created,
            Amount = parameters.Amount,
            ClientSecret = DocumentId.New($"{id}_secret_"),
            Currency = currency,
            Customer = customer?.Id,
            Description = parameters.Description,
            Metadata = Metadata.Merge(null, parameters.Metadata),
            PaymentMethod = method?.Id,
            ReceiptEmail = parameters.ReceiptEmail,
            ReturnUrl = parameters.ReturnUrl is { } url ? WebAddress.Require(url, "return_url") : null,
            Shipping = parameters.Shipping,
            Status = method is null ? "requires_payment_method" : "requires_confirmation",
            TransferGroup = parameters.TransferGroup,
        });
        scope.Emit("payment_intent.created", intent);
        return parameters.Confirm ? Confirm(scope, intent, method) : intent;
    }

    public static object Confirm(Scope scope, string id, IntentConfirmParameters parameters)
    {
        var intent = scope.Require<PaymentIntent>(id, "payment_intent");
        if (intent.Status is not ("requires_payment_method" or "requires_confirmation"))
        {
            throw StripeError.Invalid($"This PaymentIntent's status is {intent.Status}; it cannot be confirmed.", code: "payment_intent_unexpected_state");
        }

        var customer = intent.Customer is { } customerId ? scope.Find<Customer>(customerId) : null;
        var methodId = parameters.PaymentMethod ?? intent.PaymentMethod;
        if (parameters.ReturnUrl is { } url)
        {
            intent = scope.Put(intent with { ReturnUrl = WebAddress.Require(url, "return_url") });
        }

        return Confirm(scope, intent, methodId is null ? null : Method(scope, methodId, customer));
    }

    public static PaymentIntent Cancel(Scope scope, string id, IntentCancelParameters parameters)
    {
        var intent = scope.Require<PaymentIntent>(id, "payment_intent");
        if (intent.Status is "succeeded" or "canceled")
        {
            throw StripeError.Invalid($"You cannot cancel this PaymentIntent because it has a status of {intent.Status}.", code: "payment_intent_unexpected_state");
        }

        var canceled = scope.Put(intent with { Status = "canceled", CanceledAt = scope.Created, CancellationReason = parameters.CancellationReason, NextAction = null });
        scope.Emit("payment_intent.canceled", canceled);
        return canceled;
    }

    private static object Confirm(Scope scope, PaymentIntent intent, PaymentMethod? method)
    {
        if (method is null)
        {
            throw StripeError.Invalid(
                "You cannot confirm this PaymentIntent because it's missing a payment method. Update the PaymentIntent with a payment method and then confirm it again.",
                code: "payment_intent_unexpected_state");
        }

        var card = TestCards.Find(method.TestCard);
        if (card is { NeedsAuthentication: true } && (card.AlwaysAuthenticates || !method.IsSetUp))
        {
            var page = $"{scope.BaseUrl}/pi/{intent.Id}/authenticate";
            return IntentCharges.RequireAuthentication(scope, intent, method, page, page);
        }

        var refusal = card is null ? TestCards.NotATestCard : card.Refusal;
        if (refusal is null)
        {
            var paid = IntentCharges.Succeed(scope, intent, method, authenticated: false);
            DisputeActions.AfterPayment(scope, paid);
            return paid;
        }

        var declined = IntentCharges.Decline(scope, intent, method, refusal);
        return StripeError.Card(refusal.Message, refusal.Code, refusal.DeclineCode, declined.LatestCharge);
    }

    private static PaymentMethod Method(Scope scope, string id, Customer? customer)
    {
        var method = PaymentMethodActions.Resolve(scope, id) ?? throw StripeError.Missing("PaymentMethod", id, "payment_method");
        return method.Customer is null || method.Customer == customer?.Id
            ? method
            : throw StripeError.Invalid($"The provided PaymentMethod ({id}) belongs to another customer.", "payment_method");
    }

    private static void RequireSupported(IntentCreateParameters parameters)
    {
        var unsupported = parameters.CaptureMethod is "manual" ? "capture_method=manual"
            : parameters.PaymentMethodTypes?.Any(t => t != "card") == true ? "Every payment method but card"
            : null;
        if (unsupported is not null)
        {
            throw StripeError.Unsupported(unsupported);
        }
    }
}

internal sealed record IntentCreateParameters
{
    public required long Amount { get; init; }
    public AutomaticMethodsParameters? AutomaticPaymentMethods { get; init; }
    public string? CaptureMethod { get; init; }
    public bool Confirm { get; init; }
    public required string Currency { get; init; }
    public string? Customer { get; init; }
    public string? Description { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public JsonNode? OffSession { get; init; }
    public string? PaymentMethod { get; init; }
    public IReadOnlyList<string>? PaymentMethodTypes { get; init; }
    public string? ReceiptEmail { get; init; }
    public string? ReturnUrl { get; init; }
    public JsonObject? Shipping { get; init; }
    public string? TransferGroup { get; init; }
}

internal sealed record AutomaticMethodsParameters(bool Enabled, string? AllowRedirects);

internal sealed record IntentConfirmParameters
{
    public JsonNode? OffSession { get; init; }
    public string? PaymentMethod { get; init; }
    public string? ReturnUrl { get; init; }
}

internal sealed record IntentCancelParameters(string? CancellationReason);
