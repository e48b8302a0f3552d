using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

/// <summary>What the bank's answer does to a payment intent: the charge, its booking and the events. Checkout, invoices and the API share it.</summary>
internal static class IntentCharges
{
    private const string StatementDescriptor = "SANDBOX";
    private static readonly TimeSpan FundsSettleAfter = TimeSpan.FromDays(2);

    public static PaymentIntent Succeed(Scope scope, PaymentIntent intent, PaymentMethod method, bool authenticated)
    {
        var charge = NewCharge(scope, intent, method, authenticated) with
        {
            AmountCaptured = intent.Amount,
            CalculatedStatementDescriptor = StatementDescriptor,
            Captured = true,
            Outcome = ChargeOutcome.Authorized,
            Paid = true,
            Status = "succeeded",
        };
        var movement = BalanceBook.Book(scope, new Movement(charge.Owner, "charge", "charge", charge.Id, charge.Amount, charge.Currency)
        {
            Fee = ProcessingFee.Of(charge.Amount),
            AvailableOn = (TestCards.Find(method.TestCard)?.SettlesAtOnce == true ? scope.Now : scope.Now + FundsSettleAfter).ToUnixTimeSeconds(),
            Description = charge.Description,
        });
        charge = scope.Put(charge with { BalanceTransaction = movement.Id });
        var paid = scope.Put(intent with
        {
            AmountReceived = intent.Amount,
            LastPaymentError = null,
            LatestCharge = charge.Id,
            NextAction = null,
            PaymentMethod = method.Id,
            Status = "succeeded",
        });
        scope.Emit("charge.succeeded", charge);
        scope.Emit("payment_intent.succeeded", paid);
        return paid;
    }

    public static PaymentIntent RequireAuthentication(Scope scope, PaymentIntent intent, PaymentMethod method, string page, string returnTo)
    {
        var waiting = scope.Put(intent with
        {
            NextAction = new NextAction(new RedirectToUrl(page, returnTo)),
            PaymentMethod = method.Id,
            Status = "requires_action",
        });
        scope.Emit("payment_intent.requires_action", waiting);
        return waiting;
    }

    public static PaymentIntent Decline(Scope scope, PaymentIntent intent, PaymentMethod method, CardRefusal refusal)
    {
        var charge = scope.Put(NewCharge(scope, intent, method, authenticated: false) with
        {
            FailureCode = refusal.Code,
            FailureMessage = refusal.Message,
            Outcome = ChargeOutcome.Declined(refusal.DeclineCode ?? refusal.Code),
            Status = "failed",
        });
        scope.Emit("charge.failed", charge);
        return Fail(scope, intent, method, refusal, charge);
    }

    public static PaymentIntent Fail(Scope scope, PaymentIntent intent, PaymentMethod method, CardRefusal refusal, Charge? charge)
    {
        var error = new JsonObject
        {
            ["type"] = charge is null ? "invalid_request_error" : "card_error",
            ["code"] = refusal.Code,
            ["message"] = refusal.Message,
            ["payment_method"] = JsonSerializer.SerializeToNode(method, DocumentJson.Wire),
        };
        if (refusal.DeclineCode is not null)
        {
            error["decline_code"] = refusal.DeclineCode;
        }

        if (charge is not null)
        {
            error["charge"] = charge.Id;
        }

        var failed = scope.Put(intent with
        {
            LastPaymentError = error,
            LatestCharge = charge?.Id ?? intent.LatestCharge,
            NextAction = null,
            PaymentMethod = null,
            Status = "requires_payment_method",
        });
        scope.Emit("payment_intent.payment_failed", failed);
        return failed;
    }

    private static Charge NewCharge(Scope scope, PaymentIntent intent, PaymentMethod method, bool authenticated) => new()
    {
        Id = DocumentId.New("ch_"),
        Owner = intent.Owner,
        Created = scope.Created,
        Amount = intent.Amount,
        BillingDetails = method.BillingDetails,
        Currency = intent.Currency,
        Customer = intent.Customer,
        Description = intent.Description,
        Metadata = intent.Metadata,
        PaymentIntent = intent.Id,
        PaymentMethod = method.Id,
        PaymentMethodDetails = new PaymentMethodDetails(
            new CardDetails(method.Card.Brand, method.Card.Last4, method.Card.ExpMonth, method.Card.ExpYear)
            {
                ThreeDSecure = authenticated ? new ThreeDSecure() : null,
            },
            "card"),
        ReceiptEmail = intent.ReceiptEmail,
        Shipping = intent.Shipping?.DeepClone().AsObject(),
        Status = "pending",
        TransferGroup = intent.TransferGroup,
    };
}
