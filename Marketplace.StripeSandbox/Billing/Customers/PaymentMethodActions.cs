using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Customers;

/// <summary>Cards kept with a customer.</summary>
internal static class PaymentMethodActions
{
    public static PaymentMethod Create(Scope scope, PaymentMethodCreateParameters parameters)
    {
        if (parameters.Type is not "card")
        {
            throw StripeError.Unsupported($"The payment method type {parameters.Type ?? "(none)"}");
        }

        var given = parameters.Card ?? throw StripeError.Invalid("Missing required param: card.", "card", "parameter_missing");
        var card = given.Token is { } token
            ? TestPaymentMethods.Token(token) ?? throw StripeError.Missing("token", token, "card[token]")
            : TestCards.Find(given.Number ?? "") ?? throw StripeError.Card(TestCards.NotATestCard.Message, "card_declined", TestCards.NotATestCard.DeclineCode);
        var billing = new BillingDetails(parameters.BillingDetails?.Email, parameters.BillingDetails?.Name);
        return scope.Put(New(scope, card, billing) with
        {
            AllowRedisplay = parameters.AllowRedisplay ?? "unspecified",
            Metadata = Metadata.Merge(null, parameters.Metadata),
        });
    }

    public static PaymentMethod Attach(Scope scope, string id, PaymentMethodAttachParameters parameters) =>
        AttachTo(scope, CustomerActions.RequireParameter(scope, parameters.Customer), id);

    public static PaymentMethod AttachTo(Scope scope, Customer customer, string id)
    {
        var method = Resolve(scope, id) ?? throw StripeError.NotFound("PaymentMethod", id, "payment_method");
        if (method.Customer is { } owner)
        {
            return owner == customer.Id
                ? method
                : throw StripeError.Invalid("The payment method you provided has already been attached to a customer.", "payment_method", "resource_already_exists");
        }

        if (TestCards.Find(method.TestCard) is { Refusal: { } refusal, FailsOnlyWhenCharged: false })
        {
            throw StripeError.Card(refusal.Message, refusal.Code, refusal.DeclineCode);
        }

        var attached = scope.Put(method with { Customer = customer.Id });
        scope.Emit("payment_method.attached", attached);
        return attached;
    }

    public static PaymentMethod Detach(Scope scope, string id)
    {
        var method = scope.Require<PaymentMethod>(id, "PaymentMethod");
        if (method.Customer is not { } customerId)
        {
            throw StripeError.Invalid("The payment method you provided is not attached to a customer so detachment is impossible.", "payment_method");
        }

        var detached = scope.Put(method with { Customer = null });
        scope.Emit("payment_method.detached", detached, method);
        if (scope.Find<Customer>(customerId) is { } customer && customer.InvoiceSettings.DefaultPaymentMethod == id)
        {
            scope.Put(customer with { InvoiceSettings = new(null) });
        }

        return detached;
    }

    public static PaymentMethod Update(Scope scope, string id, PaymentMethodUpdateParameters parameters)
    {
        var method = scope.Require<PaymentMethod>(id, "PaymentMethod");
        if (method.Customer is null)
        {
            throw StripeError.Invalid("You must save this PaymentMethod to a customer before you can update it.");
        }

        var updated = scope.Put(method with { Metadata = Metadata.Merge(method.Metadata, parameters.Metadata) });
        scope.Emit("payment_method.updated", updated, method);
        return updated;
    }

    public static IEnumerable<PaymentMethod> Of(Scope scope, Customer customer) =>
        scope.Newest<PaymentMethod>().Where(m => m.Customer == customer.Id);

    /// <summary>A method that this customer may be charged with.</summary>
    public static PaymentMethod RequireOf(Scope scope, Customer customer, string id, string parameter)
    {
        var method = scope.RequireParameter<PaymentMethod>(id, "PaymentMethod", parameter);
        return method.Customer == customer.Id
            ? method
            : throw StripeError.Invalid($"The customer does not have a payment method with the ID {id}. The payment method must be attached to the customer.", parameter, "resource_missing");
    }

    /// <summary>The stored method of this id, or a new one when the id is the name of a test card.</summary>
    public static PaymentMethod? Resolve(Scope scope, string id) =>
        TestPaymentMethods.Method(id) is { } card
            ? scope.Put(New(scope, card, new BillingDetails(null, null)))
            : scope.Find<PaymentMethod>(id) is { } method && method.Owner == scope.Owner ? method : null;

    private static PaymentMethod New(Scope scope, TestCard card, BillingDetails billing) => new()
    {
        Id = DocumentId.New("pm_"),
        Owner = scope.Owner,
        Created = scope.Created,
        BillingDetails = billing,
        Card = new PaymentMethodCard(card.Brand, card.Number[^4..], 12, scope.Now.Year + 4),
        TestCard = card.Number,
    };
}

internal sealed record PaymentMethodCreateParameters
{
    public string? AllowRedisplay { get; init; }
    public BillingDetailsParameters? BillingDetails { get; init; }
    public CardParameters? Card { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
    public string? Type { get; init; }
}

internal sealed record BillingDetailsParameters(string? Email, string? Name);

internal sealed record CardParameters(string? Cvc, long? ExpMonth, long? ExpYear, string? Number, string? Token);

internal sealed record PaymentMethodAttachParameters(string? Customer);

internal sealed record PaymentMethodUpdateParameters(IReadOnlyDictionary<string, string>? Metadata);

internal sealed record PaymentMethodListParameters : ListParameters
{
    public string? AllowRedisplay { get; init; }
    public string? Customer { get; init; }
    public string? Type { get; init; }
}
