using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Checkout;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

internal enum PaymentResult
{
    Paid,
    Declined,
    NeedsAuthentication,
}

/// <summary>A checked card form.</summary>
internal sealed record CardEntry(string Number, long ExpMonth, long ExpYear, string Name, string Email);

/// <summary>What happens when a buyer pays a checkout session.</summary>
internal static class CardPayments
{
    private const string StatementDescriptor = "SANDBOX";
    private static readonly TimeSpan FundsSettleAfter = TimeSpan.FromDays(2);

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
        (session, var intent) = EnsureIntent(scope, session);
        if (card?.NeedsAuthentication == true)
        {
            RequireAuthentication(scope, session, intent, method);
            return (PaymentResult.NeedsAuthentication, null);
        }

        var refusal = card is null ? TestCards.NotATestCard : card.Refusal;
        if (refusal is not null)
        {
            Decline(scope, intent, method, refusal);
            return (PaymentResult.Declined, refusal.Message);
        }

        Succeed(scope, session, intent, method, authenticated: false);
        return (PaymentResult.Paid, null);
    }

    /// <summary>The buyer's answer on the bank's 3-D Secure page.</summary>
    public static (PaymentResult Result, string? Message) Authenticate(Scope scope, CheckoutSession session, PaymentIntent intent, bool confirmed)
    {
        var method = scope.Find<PaymentMethod>(intent.PaymentMethod!)!;
        if (confirmed)
        {
            Succeed(scope, session, intent, method, authenticated: true);
            return (PaymentResult.Paid, null);
        }

        Fail(scope, intent, method, TestCards.NotAuthenticated, charge: null);
        return (PaymentResult.Declined, TestCards.NotAuthenticated.Message);
    }

    public static void Cancel(Scope scope, PaymentIntent intent)
    {
        if (intent.Status is "requires_payment_method" or "requires_action")
        {
            var canceled = scope.Put(intent with { Status = "canceled", CanceledAt = scope.Created, CancellationReason = "expired", NextAction = null });
            scope.Emit("payment_intent.canceled", canceled);
        }
    }

    private static (CheckoutSession Session, PaymentIntent Intent) EnsureIntent(Scope scope, CheckoutSession session)
    {
        if (session.PaymentIntent is { } existing)
        {
            return (session, scope.Find<PaymentIntent>(existing)!);
        }

        var id = DocumentId.New("pi_");
        var data = session.PaymentIntentData;
        var intent = scope.Put(new PaymentIntent
        {
            Id = id,
            Owner = session.Owner,
            Created = scope.Created,
            Amount = session.AmountTotal,
            ClientSecret = DocumentId.New($"{id}_secret_"),
            Currency = session.Currency,
            Description = data?.Description,
            Metadata = Http.Metadata.Merge(null, data?.Metadata),
            ReceiptEmail = data?.ReceiptEmail,
            Status = "requires_payment_method",
            TransferGroup = data?.TransferGroup,
        });
        scope.Emit("payment_intent.created", intent);
        return (scope.Put(session with { PaymentIntent = id }), intent);
    }

    private static void RequireAuthentication(Scope scope, CheckoutSession session, PaymentIntent intent, PaymentMethod method)
    {
        var page = $"{scope.BaseUrl}/c/pay/{session.Id}/authenticate";
        var waiting = scope.Put(intent with
        {
            NextAction = new NextAction(new RedirectToUrl(page, session.Url ?? page)),
            PaymentMethod = method.Id,
            Status = "requires_action",
        });
        scope.Emit("payment_intent.requires_action", waiting);
    }

    private static void Succeed(Scope scope, CheckoutSession session, PaymentIntent intent, PaymentMethod method, bool authenticated)
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
            AvailableOn = (scope.Now + FundsSettleAfter).ToUnixTimeSeconds(),
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
        var complete = scope.Put(session with
        {
            CustomerDetails = new CustomerDetails(method.BillingDetails.Email, method.BillingDetails.Name),
            PaymentStatus = "paid",
            Status = "complete",
            Url = null,
        });
        scope.Emit("charge.succeeded", charge);
        scope.Emit("payment_intent.succeeded", paid);
        scope.Emit("checkout.session.completed", complete);
    }

    private static void Decline(Scope scope, PaymentIntent intent, PaymentMethod method, CardRefusal refusal)
    {
        var charge = scope.Put(NewCharge(scope, intent, method, authenticated: false) with
        {
            FailureCode = refusal.Code,
            FailureMessage = refusal.Message,
            Outcome = ChargeOutcome.Declined(refusal.DeclineCode ?? refusal.Code),
            Status = "failed",
        });
        scope.Emit("charge.failed", charge);
        Fail(scope, intent, method, refusal, charge);
    }

    private static void Fail(Scope scope, PaymentIntent intent, PaymentMethod method, CardRefusal refusal, Charge? charge)
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
    }

    private static Charge NewCharge(Scope scope, PaymentIntent intent, PaymentMethod method, bool authenticated) => new()
    {
        Id = DocumentId.New("ch_"),
        Owner = intent.Owner,
        Created = scope.Created,
        Amount = intent.Amount,
        BillingDetails = method.BillingDetails,
        Currency = intent.Currency,
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
        Status = "pending",
        TransferGroup = intent.TransferGroup,
    };
}
