using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Checkout;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

/// <summary>A checked bank form.</summary>
internal sealed record BankDebitEntry(string AccountNumber, string Name, string Email);

/// <summary>
/// Payments whose end is days away: the checkout completes unpaid, the charge pends, and only when the debit has cleared is there money.
/// </summary>
internal static class BankDebits
{
    public const string Method = "us_bank_account";

    /// <summary>Four days, as Stripe names it for ACH debits; virtual ones.</summary>
    public static readonly TimeSpan ClearsAfter = TimeSpan.FromDays(4);

    public static Charge Start(Scope scope, CheckoutSession session, BankDebitEntry entry)
    {
        if (session.Currency != "usd")
        {
            throw StripeError.Invalid("A US bank account pays in USD only.", "currency");
        }

        var failure = TestBankAccounts.FailureOf(entry.AccountNumber);
        var method = scope.Put(new BankPaymentMethod
        {
            Id = DocumentId.New("pm_"),
            Owner = session.Owner,
            Created = scope.Created,
            BillingDetails = new BillingDetails(entry.Email, entry.Name),
            Failure = failure,
            UsBankAccount = new UsBankAccount(entry.AccountNumber[^4..], TestBankAccounts.RoutingNumber),
        });
        (session, var intent) = CardPayments.EnsureIntent(scope, session);
        var charge = scope.Put(NewCharge(scope, intent, method));
        var processing = scope.Put(intent with { LastPaymentError = null, LatestCharge = charge.Id, PaymentMethod = method.Id, PaymentMethodTypes = session.PaymentMethodTypes, Status = "processing" });
        var complete = scope.Put(session with { CustomerDetails = new CustomerDetails(entry.Email, entry.Name), Status = "complete", Url = null });
        scope.Emit("charge.pending", charge);
        scope.Emit("payment_intent.processing", processing);
        scope.Emit("checkout.session.completed", complete);
        return charge;
    }

    /// <summary>Part of every tick.</summary>
    public static void RunDue(Scope scope)
    {
        foreach (var due in scope.Session.All<Charge>().Where(c => c.Status == "pending" && c.Created + (long)ClearsAfter.TotalSeconds <= scope.Created).ToList())
        {
            Settle(scope, due, scope.Find<BankPaymentMethod>(due.PaymentMethod!)!.Failure);
        }
    }

    /// <summary>The debit has cleared, or came back for a reason such as `account_closed`.</summary>
    public static Charge Settle(Scope scope, Charge charge, string? failure)
    {
        if (charge.Status != "pending")
        {
            throw StripeError.Invalid($"The charge {charge.Id} is {charge.Status}: only a pending one can be settled.");
        }

        return failure is null ? Clear(scope, charge) : Return(scope, charge, failure);
    }

    private static Charge Clear(Scope scope, Charge charge)
    {
        var movement = BalanceBook.Book(scope, new Movement(charge.Owner, "payment", "charge", charge.Id, charge.Amount, charge.Currency)
        {
            Fee = ProcessingFee.Of(charge.Amount),
            Description = charge.Description,
        });
        var cleared = scope.Put(charge with { BalanceTransaction = movement.Id, Outcome = ChargeOutcome.Authorized, Paid = true, Status = "succeeded" });
        var paid = scope.Put(scope.Find<PaymentIntent>(charge.PaymentIntent!)! with { AmountReceived = charge.Amount, Status = "succeeded" });
        scope.Emit("charge.succeeded", cleared);
        scope.Emit("payment_intent.succeeded", paid);
        if (SessionOf(scope, paid) is { } session)
        {
            scope.Emit("checkout.session.async_payment_succeeded", scope.Put(session with { PaymentStatus = "paid" }));
        }

        return cleared;
    }

    private static Charge Return(Scope scope, Charge charge, string failure)
    {
        var message = $"The customer's bank sent the debit back ({failure}).";
        var failed = scope.Put(charge with { Captured = false, FailureCode = failure, FailureMessage = message, Paid = false, Status = "failed" });
        var method = scope.Find<BankPaymentMethod>(charge.PaymentMethod!)!;
        var intent = scope.Put(scope.Find<PaymentIntent>(charge.PaymentIntent!)! with
        {
            LastPaymentError = new JsonObject
            {
                ["type"] = "invalid_request_error",
                ["charge"] = charge.Id,
                ["code"] = "payment_method_customer_decline",
                ["message"] = message,
                ["payment_method"] = JsonSerializer.SerializeToNode(method, DocumentJson.Wire),
            },
            PaymentMethod = null,
            Status = "requires_payment_method",
        });
        scope.Emit("charge.failed", failed);
        scope.Emit("payment_intent.payment_failed", intent);
        if (SessionOf(scope, intent) is { } session)
        {
            scope.Emit("checkout.session.async_payment_failed", session);
        }

        return failed;
    }

    private static CheckoutSession? SessionOf(Scope scope, PaymentIntent intent) =>
        scope.Session.All<CheckoutSession>().FirstOrDefault(s => s.PaymentIntent == intent.Id);

    private static Charge NewCharge(Scope scope, PaymentIntent intent, BankPaymentMethod method) => new()
    {
        Id = DocumentId.New("py_"),
        Owner = intent.Owner,
        Created = scope.Created,
        Amount = intent.Amount,
        AmountCaptured = intent.Amount,
        BillingDetails = method.BillingDetails,
        Captured = true,
        Currency = intent.Currency,
        Description = intent.Description,
        Metadata = intent.Metadata,
        PaymentIntent = intent.Id,
        PaymentMethod = method.Id,
        PaymentMethodDetails = new PaymentMethodDetails(null, Method) { UsBankAccount = method.UsBankAccount },
        ReceiptEmail = intent.ReceiptEmail,
        Status = "pending",
        TransferGroup = intent.TransferGroup,
    };
}
