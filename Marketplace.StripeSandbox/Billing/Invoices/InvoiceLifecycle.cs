using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Invoices;

/// <summary>The invoice's way from draft to its end; what that means for a subscription is in <see cref="SubscriptionStanding"/>.</summary>
internal static class InvoiceLifecycle
{
    /// <summary>Fixes number, amounts and the customer's balance. With nothing due the invoice is paid at once.</summary>
    public static Invoice Finalize(Scope scope, Invoice draft)
    {
        var customer = scope.Find<Customer>(draft.Customer)!;
        var invoice = InvoiceDrafts.Refresh(scope, draft, customer);
        var ending = BalanceApplication.Of(invoice.Total, customer.Balance, invoice.Currency).EndingBalance;
        var page = $"{(scope.BaseUrl.Length > 0 ? scope.BaseUrl : customer.Origin)}/i/{invoice.PageKey}";
        invoice = scope.Put(invoice with
        {
            AutomaticallyFinalizesAt = null,
            EffectiveAt = scope.Created,
            EndingBalance = ending,
            HostedInvoiceUrl = page,
            InvoicePdf = $"{page}/pdf",
            Number = $"{customer.InvoicePrefix}-{customer.NextInvoiceSequence:D4}",
            Status = "open",
            StatusTransitions = invoice.StatusTransitions with { FinalizedAt = scope.Created },
        });
        Settle(scope, customer, ending);
        if (invoice.AmountDue > 0)
        {
            RequestPayment(scope, invoice);
        }

        scope.Emit("invoice.finalized", invoice);
        return invoice.AmountDue > 0 ? invoice : MarkPaid(scope, invoice, 0);
    }

    public static Invoice MarkPaid(Scope scope, Invoice invoice, long amount)
    {
        var paid = scope.Put(invoice with
        {
            AmountPaid = amount,
            AmountRemaining = invoice.AmountDue - amount,
            Attempted = true,
            NextPaymentAttempt = null,
            Status = "paid",
            StatusTransitions = invoice.StatusTransitions with { PaidAt = scope.Created },
        });
        if (PaymentOf(scope, paid) is { } payment)
        {
            payment = scope.Put(payment with { AmountPaid = amount, Status = "paid", StatusTransitions = new(null, scope.Created) });
            scope.Emit("invoice_payment.paid", payment);
        }

        scope.Emit("invoice.paid", paid);
        scope.Emit("invoice.payment_succeeded", paid);
        SubscriptionStanding.AfterPayment(scope, paid);
        return paid;
    }

    public static Invoice Void(Scope scope, Invoice invoice)
    {
        Require(invoice, "void", "open", "uncollectible");
        var voided = scope.Put(invoice with
        {
            NextPaymentAttempt = null,
            Status = "void",
            StatusTransitions = invoice.StatusTransitions with { VoidedAt = scope.Created },
        });
        CancelPayment(scope, voided);
        GiveBalanceBack(scope, voided);
        scope.Emit("invoice.voided", voided);
        SubscriptionStanding.AfterClosing(scope, voided);
        return voided;
    }

    public static Invoice MarkUncollectible(Scope scope, Invoice invoice)
    {
        Require(invoice, "mark_uncollectible", "open");
        var written = scope.Put(invoice with
        {
            NextPaymentAttempt = null,
            Status = "uncollectible",
            StatusTransitions = invoice.StatusTransitions with { MarkedUncollectibleAt = scope.Created },
        });
        scope.Emit("invoice.marked_uncollectible", written);
        SubscriptionStanding.AfterClosing(scope, written);
        return written;
    }

    public static void Require(Invoice invoice, string action, params ReadOnlySpan<string> statuses)
    {
        if (!statuses.Contains(invoice.Status))
        {
            throw StripeError.Invalid($"The invoice {invoice.Id} has the status {invoice.Status}; {action} is not possible.", code: "invoice_not_editable");
        }
    }

    public static InvoicePayment? PaymentOf(Scope scope, Invoice invoice) =>
        scope.Session.All<InvoicePayment>().LastOrDefault(p => p.Invoice == invoice.Id && p.Status != "canceled");

    public static PaymentIntent? IntentOf(Scope scope, Invoice invoice) =>
        PaymentOf(scope, invoice) is { } payment ? scope.Find<PaymentIntent>(payment.Payment.PaymentIntent) : null;

    private static void RequestPayment(Scope scope, Invoice invoice)
    {
        var id = DocumentId.New("pi_");
        var intent = scope.Put(new PaymentIntent
        {
            Id = id,
            Owner = invoice.Owner,
            Created = scope.Created,
            Amount = invoice.AmountDue,
            ClientSecret = DocumentId.New($"{id}_secret_"),
            Currency = invoice.Currency,
            Customer = invoice.Customer,
            Description = invoice.BillingReason switch
            {
                "subscription_create" => "Subscription creation",
                "subscription_update" => "Subscription update",
                "subscription_cycle" => "Subscription update",
                _ => $"Payment for Invoice {invoice.Number}",
            },
            Status = "requires_payment_method",
        });
        scope.Put(new InvoicePayment
        {
            Id = DocumentId.New("inpay_"),
            Owner = invoice.Owner,
            Created = scope.Created,
            AmountRequested = invoice.AmountDue,
            Currency = invoice.Currency,
            Invoice = invoice.Id,
            Payment = new InvoicePaymentSource(id),
        });
        scope.Emit("payment_intent.created", intent);
    }

    private static void CancelPayment(Scope scope, Invoice invoice)
    {
        if (PaymentOf(scope, invoice) is not { Status: "open" } payment)
        {
            return;
        }

        scope.Put(payment with { Status = "canceled", StatusTransitions = new(scope.Created, null) });
        CardPayments.Cancel(scope, scope.Find<PaymentIntent>(payment.Payment.PaymentIntent)!, "void_invoice");
    }

    private static void Settle(Scope scope, Customer customer, long balance)
    {
        var settled = scope.Put(customer with { Balance = balance, NextInvoiceSequence = customer.NextInvoiceSequence + 1 });
        if (balance != customer.Balance)
        {
            scope.Emit("customer.updated", settled, customer);
        }
    }

    private static void GiveBalanceBack(Scope scope, Invoice invoice)
    {
        var used = invoice.StartingBalance - (invoice.EndingBalance ?? invoice.StartingBalance);
        if (used != 0)
        {
            var customer = scope.Find<Customer>(invoice.Customer)!;
            scope.Emit("customer.updated", scope.Put(customer with { Balance = customer.Balance + used }), customer);
        }
    }
}
