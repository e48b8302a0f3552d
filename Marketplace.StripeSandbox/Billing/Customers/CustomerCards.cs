using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Customers;

/// <summary>The card a customer types on a hosted page.</summary>
internal static class CustomerCards
{
    /// <summary>Makes it the one for everything to come; the message of the bank when it refuses.</summary>
    public static string? Replace(Scope scope, Customer customer, CardEntry entry)
    {
        if (Refusal(entry) is { } refusal)
        {
            return refusal.Message;
        }

        var method = Attach(scope, customer, entry);
        var updated = scope.Put(scope.Find<Customer>(customer.Id)! with { InvoiceSettings = new CustomerInvoiceSettings(method.Id) });
        scope.Emit("customer.updated", updated, customer);
        foreach (var subscription in scope.Session.All<Subscription>().Where(s => s.Customer == customer.Id && s.EndedAt is null && s.DefaultPaymentMethod is not null).ToList())
        {
            SubscriptionUpdates.Announce(scope, subscription, scope.Put(subscription with { DefaultPaymentMethod = method.Id }));
        }

        return null;
    }

    /// <summary>What was typed by its holder on a page of ours is confirmed there, so it may be charged later without them.</summary>
    public static PaymentMethod Attach(Scope scope, Customer customer, CardEntry entry)
    {
        var card = TestCards.Find(entry.Number)!;
        var method = scope.Put(new PaymentMethod
        {
            Id = DocumentId.New("pm_"),
            Owner = customer.Owner,
            Created = scope.Created,
            BillingDetails = new BillingDetails(entry.Email, entry.Name),
            Card = new PaymentMethodCard(card.Brand, entry.Number[^4..], entry.ExpMonth, entry.ExpYear),
            IsSetUp = true,
            TestCard = card.Number,
        });
        return PaymentMethodActions.AttachTo(scope, customer, method.Id);
    }

    public static CardRefusal? Refusal(CardEntry entry) => TestCards.Find(entry.Number) switch
    {
        null => TestCards.NotATestCard,
        { FailsOnlyWhenCharged: true } => null,
        var card => card.Refusal,
    };
}
