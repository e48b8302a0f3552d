using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Billing.Portal;
using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Billing.Schedules;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Checkout;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Events;
using Marketplace.StripeSandbox.Files;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Payouts;
using Marketplace.StripeSandbox.Time;
using Marketplace.StripeSandbox.Transfers;
using Marketplace.StripeSandbox.Webhooks;

namespace Marketplace.StripeSandbox.Storage;

/// <summary>The names under which documents are stored.</summary>
internal static class DocumentKinds
{
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["account"] = typeof(Account),
        ["account_link"] = typeof(AccountLink),
        ["balance_transaction"] = typeof(BalanceTransaction),
        ["bank_payment_method"] = typeof(BankPaymentMethod),
        ["bank_account"] = typeof(BankAccount),
        ["billing_portal.configuration"] = typeof(PortalConfiguration),
        ["billing_portal.session"] = typeof(PortalSession),
        ["charge"] = typeof(Charge),
        ["checkout.session"] = typeof(CheckoutSession),
        ["clock"] = typeof(SandboxClock),
        ["customer"] = typeof(Customer),
        ["dispute"] = typeof(Dispute),
        ["event"] = typeof(Event),
        ["file"] = typeof(UploadedFile),
        ["idempotency"] = typeof(IdempotencyRecord),
        ["invoice"] = typeof(Invoice),
        ["invoice_payment"] = typeof(InvoicePayment),
        ["invoiceitem"] = typeof(InvoiceItem),
        ["login_link"] = typeof(LoginLink),
        ["payment_intent"] = typeof(PaymentIntent),
        ["payment_method"] = typeof(PaymentMethod),
        ["payout"] = typeof(Payout),
        ["price"] = typeof(Price),
        ["product"] = typeof(Product),
        ["radar.early_fraud_warning"] = typeof(EarlyFraudWarning),
        ["refund"] = typeof(Refund),
        ["subscription"] = typeof(Subscription),
        ["subscription_schedule"] = typeof(SubscriptionSchedule),
        ["transfer"] = typeof(Transfer),
        ["transfer_reversal"] = typeof(TransferReversal),
        ["webhook_delivery"] = typeof(WebhookDelivery),
        ["webhook_endpoint"] = typeof(WebhookEndpoint),
    };

    private static readonly Dictionary<Type, string> Names = Types.ToDictionary(t => t.Value, t => t.Key);

    public static Type TypeOf(string name) => Types[name];

    public static string NameOf(Type type) => Names[type];
}
