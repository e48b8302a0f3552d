using Marketplace.StripeSandbox.Http;

namespace Marketplace.StripeSandbox.Billing.Invoices;

internal static class InvoiceEndpoints
{
    public static void MapInvoices(this StripeRoutes routes)
    {
        routes.Post<InvoiceCreateParameters>("/v1/invoices", (call, p) => InvoiceActions.Create(call.Scope, p));
        routes.Get<InvoiceListParameters>("/v1/invoices", (call, p) => call.List(
            call.Scope.Newest<Invoice>().Where(i => (p.CollectionMethod is null || i.CollectionMethod == p.CollectionMethod)
                && (p.Customer is null || i.Customer == p.Customer)
                && (p.Status is null || i.Status == p.Status)
                && (p.Subscription is null || i.SubscriptionId == p.Subscription)),
            p));
        routes.Post<InvoicePreviewParameters>("/v1/invoices/create_preview", (call, p) => InvoicePreview.Create(call.Scope, p));
        routes.Get("/v1/invoices/{id}", call => call.Scope.Require<Invoice>(call.Id, "invoice"));
        routes.Post<InvoiceUpdateParameters>("/v1/invoices/{id}", (call, p) => InvoiceActions.Update(call.Scope, call.Id, p));
        routes.Post<InvoiceFinalizeParameters>("/v1/invoices/{id}/finalize", (call, p) => InvoiceActions.Finalize(call.Scope, call.Id, p));
        routes.Get<ListParameters>("/v1/invoices/{id}/lines", (call, p) => call.List(call.Scope.Require<Invoice>(call.Id, "invoice").Lines.Data, p));
        routes.Post<InvoicePayParameters>("/v1/invoices/{id}/pay", (call, p) => InvoiceActions.Pay(call.Scope, call.Id, p));
        routes.Post<NoParameters>("/v1/invoices/{id}/void", (call, _) => InvoiceLifecycle.Void(call.Scope, call.Scope.Require<Invoice>(call.Id, "invoice")));
        routes.Post<NoParameters>(
            "/v1/invoices/{id}/mark_uncollectible",
            (call, _) => InvoiceLifecycle.MarkUncollectible(call.Scope, call.Scope.Require<Invoice>(call.Id, "invoice")));
        routes.Post<InvoiceItemCreateParameters>("/v1/invoiceitems", (call, p) => InvoiceActions.AddItem(call.Scope, p));
        routes.Get<InvoiceItemListParameters>("/v1/invoiceitems", (call, p) => call.List(
            call.Scope.Newest<InvoiceItem>().Where(i => (p.Customer is null || i.Customer == p.Customer)
                && (p.Invoice is null || i.Invoice == p.Invoice)
                && (p.Pending is null || p.Pending == (i.Invoice is null))),
            p));
        routes.Get<InvoicePaymentListParameters>("/v1/invoice_payments", (call, p) => call.List(
            call.Scope.Newest<InvoicePayment>().Where(o => (p.Invoice is null || o.Invoice == p.Invoice)
                && (p.Payment?.PaymentIntent is null || o.Payment.PaymentIntent == p.Payment.PaymentIntent)
                && (p.Status is null || o.Status == p.Status)),
            p));
        routes.Get("/v1/invoice_payments/{id}", call => call.Scope.Require<InvoicePayment>(call.Id, "invoice_payment"));
    }
}
