using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Invoices;

/// <summary>Invoices as the API's callers handle them by hand.</summary>
internal static class InvoiceActions
{
    public static Invoice Create(Scope scope, InvoiceCreateParameters parameters)
    {
        if (parameters.CollectionMethod is "send_invoice")
        {
            throw StripeError.Unsupported("collection_method=send_invoice");
        }

        var subscription = parameters.Subscription is { } id ? scope.RequireParameter<Subscription>(id, "subscription", "subscription") : null;
        var customer = CustomerActions.RequireParameter(scope, parameters.Customer ?? subscription?.Customer);
        var method = parameters.DefaultPaymentMethod is { } given ? PaymentMethodActions.RequireOf(scope, customer, given, "default_payment_method") : null;
        var currency = parameters.Currency ?? subscription?.Currency ?? customer.Currency ?? "usd";
        var items = parameters.PendingInvoiceItemsBehavior == "include" ? InvoiceDrafts.Pending(scope, customer.Id, subscription?.Id, currency) : [];
        var draft = InvoiceDrafts.Create(scope, new InvoiceContents(customer, currency, "manual")
        {
            AutoAdvance = parameters.AutoAdvance == true,
            FinalizesAt = parameters.AutoAdvance == true ? (scope.Now + scope.Billing.DraftTime).ToUnixTimeSeconds() : null,
            Items = items,
            Subscription = subscription,
        });
        return scope.Put(draft with
        {
            DefaultPaymentMethod = method?.Id,
            Description = parameters.Description,
            Footer = parameters.Footer,
            Metadata = Metadata.Merge(null, parameters.Metadata),
        });
    }

    public static Invoice Update(Scope scope, string id, InvoiceUpdateParameters parameters)
    {
        var invoice = scope.Require<Invoice>(id, "invoice");
        if (parameters is not { DefaultPaymentMethod: null, Description: null, Footer: null })
        {
            InvoiceLifecycle.Require(invoice, "update", "draft");
        }

        var customer = scope.Find<Customer>(invoice.Customer)!;
        var advance = parameters.AutoAdvance ?? invoice.AutoAdvance;
        var updated = scope.Put(invoice with
        {
            AutoAdvance = advance,
            AutomaticallyFinalizesAt = invoice.Status != "draft" || !advance
                ? null
                : invoice.AutomaticallyFinalizesAt ?? (scope.Now + scope.Billing.DraftTime).ToUnixTimeSeconds(),
            DefaultPaymentMethod = parameters.DefaultPaymentMethod is { } method
                ? PaymentMethodActions.RequireOf(scope, customer, method, "default_payment_method").Id
                : invoice.DefaultPaymentMethod,
            Description = parameters.Description ?? invoice.Description,
            Footer = parameters.Footer ?? invoice.Footer,
            Metadata = Metadata.Merge(invoice.Metadata, parameters.Metadata),
            NextPaymentAttempt = advance ? invoice.NextPaymentAttempt : null,
        });
        scope.Emit("invoice.updated", updated, invoice);
        return updated;
    }

    public static Invoice Finalize(Scope scope, string id, InvoiceFinalizeParameters parameters)
    {
        var invoice = scope.Require<Invoice>(id, "invoice");
        if (invoice.Status != "draft")
        {
            throw StripeError.Invalid("This invoice is already finalized, you can't re-finalize a non-draft invoice.", code: "invoice_already_finalized");
        }

        return InvoiceLifecycle.Finalize(scope, invoice with { AutoAdvance = parameters.AutoAdvance ?? invoice.AutoAdvance });
    }

    /// <summary>Pays at once; a decline is answered as an error, and stays on the invoice.</summary>
    public static object Pay(Scope scope, string id, InvoicePayParameters parameters)
    {
        var invoice = scope.Require<Invoice>(id, "invoice");
        var customer = scope.Find<Customer>(invoice.Customer)!;
        var method = parameters.PaymentMethod is { } given ? PaymentMethodActions.RequireOf(scope, customer, given, "payment_method") : null;
        if (invoice.Status == "draft")
        {
            invoice = InvoiceLifecycle.Finalize(scope, invoice);
            if (invoice.Status == "paid")
            {
                return invoice;
            }
        }

        if (invoice.Status == "paid")
        {
            throw StripeError.Invalid("Invoice is already paid", code: "invoice_already_paid");
        }

        InvoiceLifecycle.Require(invoice, "pay", "open", "uncollectible");
        if (parameters.PaidOutOfBand)
        {
            return PayElsewhere(scope, invoice);
        }

        method ??= InvoiceCollection.DefaultMethod(scope, invoice)
            ?? throw StripeError.Invalid("There is no `default_payment_method` set on this Customer or Invoice. Please set one or pass a `payment_method`.", code: "resource_missing");
        var outcome = InvoiceCollection.Collect(scope, invoice, method, automatic: false);
        return outcome.Result == PaymentResult.Paid ? outcome.Invoice : outcome.ToError();
    }

    public static InvoiceItem AddItem(Scope scope, InvoiceItemCreateParameters parameters)
    {
        var customer = CustomerActions.RequireParameter(scope, parameters.Customer);
        var price = parameters.Pricing?.Price is { } priceId ? scope.RequireParameter<Products.Price>(priceId, "price", "pricing[price]") : null;
        var currency = price?.Currency ?? parameters.Currency?.ToLowerInvariant() ?? customer.Currency ?? "usd";
        Balance.Amounts.RequireCurrency(currency, "currency");
        var quantity = parameters.Quantity ?? 1;
        var amount = parameters.Amount ?? (price is null ? (long?)null : Balance.Amounts.Multiply(price.UnitAmount, quantity, "quantity"))
            ?? throw StripeError.Invalid("You must pass either `amount` or `pricing`.", "amount", "parameter_missing");
        var subscription = parameters.Subscription is { } id ? scope.RequireParameter<Subscription>(id, "subscription", "subscription") : null;
        var draft = parameters.Invoice is { } invoiceId ? scope.RequireParameter<Invoice>(invoiceId, "invoice", "invoice") : null;
        var item = scope.Put(new InvoiceItem
        {
            Id = DocumentId.New("ii_"),
            Owner = scope.Owner,
            Created = scope.Created,
            Amount = amount,
            Currency = currency,
            Customer = customer.Id,
            Date = scope.Created,
            Description = parameters.Description ?? (price is null ? null : scope.Find<Products.Product>(price.Product)!.Name),
            Discountable = parameters.Discountable ?? amount > 0,
            Invoice = draft?.Id,
            Metadata = Metadata.Merge(null, parameters.Metadata),
            Parent = subscription is null ? null : new InvoiceItemParent(new InvoiceItemSubscription(subscription.Id, null)),
            Period = parameters.Period ?? new LinePeriod(scope.Created, scope.Created),
            Pricing = price is null ? null : LinePricing.Of(price),
            Quantity = quantity,
        });
        if (draft is not null)
        {
            InvoiceLifecycle.Require(draft, "adding an item", "draft");
            var lines = new StripeList<InvoiceLine>([.. draft.Lines.Data, InvoiceLine.Of(item) with { Invoice = draft.Id }], draft.Lines.Url);
            scope.Put(InvoiceDrafts.Refresh(scope, draft with { Lines = lines }, customer));
        }

        scope.Emit("invoiceitem.created", item);
        return item;
    }

    /// <summary>Paid by other means: nothing reaches the balance.</summary>
    private static Invoice PayElsewhere(Scope scope, Invoice invoice)
    {
        if (InvoiceLifecycle.PaymentOf(scope, invoice) is { } payment)
        {
            scope.Put(payment with { Status = "canceled", StatusTransitions = new(scope.Created, null) });
            CardPayments.Cancel(scope, scope.Find<PaymentIntent>(payment.Payment.PaymentIntent)!, "void_invoice");
        }

        return InvoiceLifecycle.MarkPaid(scope, invoice, invoice.AmountDue);
    }
}
