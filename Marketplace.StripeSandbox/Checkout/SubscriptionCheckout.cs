using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Checkout;

/// <summary>A checkout that ends in a subscription. Customer, subscription and invoice come to be when the card is accepted, not before.</summary>
internal static class SubscriptionCheckout
{
    public const string Mode = "subscription";

    /// <summary>What is due today.</summary>
    public static long Total(IReadOnlyList<LineItem> lines, CheckoutCreateParameters parameters)
    {
        if (lines.FirstOrDefault(l => l.Price.Recurring is null) is { } oneTime)
        {
            throw lines.Any(l => l.Price.Recurring is not null)
                ? StripeError.Unsupported("A one-time price in subscription mode")
                : StripeError.Invalid("You must provide at least one recurring price in `subscription` mode when using prices.", $"line_items[{lines.ToList().IndexOf(oneTime)}]");
        }

        if (parameters.PaymentIntentData is not null)
        {
            throw StripeError.Invalid("You can not pass `payment_intent_data` in `subscription` mode.", "payment_intent_data");
        }

        var trial = parameters.SubscriptionData is { TrialPeriodDays: > 0 } or { TrialEnd: not null };
        return trial ? 0 : lines.Aggregate(0L, (sum, line) => checked(sum + line.AmountTotal));
    }

    public static (PaymentResult Result, string? Message) Pay(Scope scope, CheckoutSession session, CardEntry entry)
    {
        var card = TestCards.Find(entry.Number);
        var method = scope.Put(new PaymentMethod
        {
            Id = DocumentId.New("pm_"),
            Owner = session.Owner,
            Created = scope.Created,
            BillingDetails = new BillingDetails(entry.Email, entry.Name),
            Card = new PaymentMethodCard(card?.Brand ?? "unknown", entry.Number[^4..], entry.ExpMonth, entry.ExpYear),
            TestCard = card?.Number ?? "",
        });
        if (card?.NeedsAuthentication == true)
        {
            scope.Put(session with { PendingPaymentMethod = method.Id });
            return (PaymentResult.NeedsAuthentication, null);
        }

        var refusal = card is null ? TestCards.NotATestCard : card is { FailsOnlyWhenCharged: true } && session.AmountTotal == 0 ? null : card.Refusal;
        if (refusal is not null)
        {
            return (PaymentResult.Declined, refusal.Message);
        }

        Complete(scope, session, method, authenticated: false);
        return (PaymentResult.Paid, null);
    }

    public static (PaymentResult Result, string? Message) Authenticate(Scope scope, CheckoutSession session, bool confirmed)
    {
        var method = scope.Find<PaymentMethod>(session.PendingPaymentMethod!)!;
        session = scope.Put(session with { PendingPaymentMethod = null });
        if (!confirmed)
        {
            return (PaymentResult.Declined, TestCards.NotAuthenticated.Message);
        }

        Complete(scope, session, scope.Put(method with { IsSetUp = true }), authenticated: true);
        return (PaymentResult.Paid, null);
    }

    private static void Complete(Scope scope, CheckoutSession session, PaymentMethod method, bool authenticated)
    {
        scope = scope.At(scope.Now, session.Owner);
        var customer = session.Customer is { } id
            ? scope.Find<Customer>(id)!
            : CustomerActions.CreateFor(scope, method.BillingDetails.Email, method.BillingDetails.Name);
        PaymentMethodActions.AttachTo(scope, customer, method.Id);
        var data = session.SubscriptionData;
        var (subscription, invoice) = SubscriptionCreation.Start(scope, new SubscriptionOrder(
            customer,
            [.. session.LineItems.Select(l => new SubscriptionItemParameters { Price = l.Price.Id, Quantity = l.Quantity })])
        {
            DefaultPaymentMethod = method.Id,
            Description = data?.Description,
            Metadata = data?.Metadata,
            TrialEnd = data?.TrialEnd ?? SubscriptionCreation.TrialEnd(scope, null, data?.TrialPeriodDays),
        });
        var complete = scope.Put(session with
        {
            Customer = customer.Id,
            CustomerDetails = new CustomerDetails(method.BillingDetails.Email, method.BillingDetails.Name),
            Invoice = invoice.Id,
            PaymentStatus = invoice.AmountDue == 0 && session.AmountTotal == 0 ? "no_payment_required" : "paid",
            Status = "complete",
            Subscription = subscription.Id,
            Url = null,
        });
        if (invoice.Status == "open" && InvoiceCollection.Collect(scope, invoice, scope.Find<PaymentMethod>(method.Id), automatic: false, authenticated).Result != PaymentResult.Paid)
        {
            throw new InvalidOperationException($"The card of {session.Id} was accepted and then not charged.");
        }

        scope.Emit("checkout.session.completed", complete);
    }
}
