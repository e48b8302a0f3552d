using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Invoices;

/// <summary>What an invoice is made of before it is stored; a preview stops here.</summary>
internal sealed record InvoiceContents(Customer Customer, string Currency, string Reason)
{
    public Subscription? Subscription { get; init; }

    /// <summary>Items that wait to be billed, and prorations that would be made.</summary>
    public IReadOnlyList<InvoiceItem> Items { get; init; } = [];

    public IReadOnlyList<InvoiceLine> Lines { get; init; } = [];

    /// <summary>The period that the invoice looks back on; the moment itself when not said.</summary>
    public LinePeriod? Period { get; init; }

    public bool AutoAdvance { get; init; } = true;

    /// <summary>When the draft is finalized by itself.</summary>
    public long? FinalizesAt { get; init; }
}

internal static class InvoiceDrafts
{
    public static Invoice Compose(Scope scope, InvoiceContents contents, string id)
    {
        var lines = contents.Items.Select(InvoiceLine.Of).Concat(contents.Lines).Select(l => l with { Invoice = id }).ToList();
        var total = lines.Aggregate(0L, (sum, line) => checked(sum + line.Amount));
        var due = BalanceApplication.Of(total, contents.Customer.Balance, contents.Currency);
        var subscription = contents.Subscription;
        return new Invoice
        {
            Id = id,
            Owner = contents.Customer.Owner,
            Created = scope.Created,
            AmountDue = due.AmountDue,
            AmountRemaining = due.AmountDue,
            AutoAdvance = contents.AutoAdvance,
            AutomaticallyFinalizesAt = contents.FinalizesAt,
            BillingReason = contents.Reason,
            Currency = contents.Currency,
            Customer = contents.Customer.Id,
            CustomerEmail = contents.Customer.Email,
            CustomerName = contents.Customer.Name,
            CustomerTaxExempt = contents.Customer.TaxExempt,
            Lines = new StripeList<InvoiceLine>(lines, $"/v1/invoices/{id}/lines"),
            Parent = subscription is null ? null : new InvoiceParent(new InvoiceSubscription(subscription.Id, subscription.Metadata)),
            PeriodEnd = contents.Period?.End ?? scope.Created,
            PeriodStart = contents.Period?.Start ?? scope.Created,
            StartingBalance = contents.Customer.Balance,
            Subtotal = total,
            Total = total,
        };
    }

    /// <summary>Stores a draft and binds the items on it.</summary>
    public static Invoice Create(Scope scope, InvoiceContents contents)
    {
        var id = DocumentId.New("in_");
        foreach (var item in contents.Items)
        {
            scope.Put(item with { Invoice = id });
        }

        var invoice = scope.Put(Compose(scope, contents, id) with { PageKey = DocumentId.New("", 40) });
        if (contents.Customer.Currency is null)
        {
            scope.Put(contents.Customer with { Currency = contents.Currency });
        }

        scope.Emit("invoice.created", invoice);
        return invoice;
    }

    /// <summary>What waits for the next invoice: of the subscription, and of the customer without one.</summary>
    public static IReadOnlyList<InvoiceItem> Pending(Scope scope, string customer, string? subscription, string currency) =>
        [.. scope.Session.All<InvoiceItem>().Where(i => i.Invoice is null && i.Customer == customer && i.Currency == currency
            && i.Parent?.SubscriptionDetails is var source && (source is null || source.Subscription == subscription))];

    /// <summary>Draws up a draft anew after its items or the customer's balance changed.</summary>
    public static Invoice Refresh(Scope scope, Invoice invoice, Customer customer)
    {
        var total = invoice.Lines.Data.Sum(l => l.Amount);
        var due = BalanceApplication.Of(total, customer.Balance, invoice.Currency);
        return invoice with { AmountDue = due.AmountDue, AmountRemaining = due.AmountDue, StartingBalance = customer.Balance, Subtotal = total, Total = total };
    }
}
