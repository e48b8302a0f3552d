using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

internal static class RefundActions
{
    /// <summary>Gives money of a charge back from the platform's balance. The processing fee is not returned.</summary>
    public static Refund Create(Scope scope, RefundCreateParameters parameters)
    {
        var charge = FindCharge(scope, parameters);
        var amount = RequireAmount(scope, charge, parameters.Amount);
        var id = DocumentId.New("re_");
        var chargeFunds = scope.Find<BalanceTransaction>(charge.BalanceTransaction!)!;
        // Money that has not settled yet is taken from the pending balance it stands in.
        var movement = BalanceBook.Book(scope, new Movement(charge.Owner, "refund", "refund", id, -amount, charge.Currency)
        {
            AvailableOn = chargeFunds.AvailableOn,
            Description = "REFUND FOR CHARGE",
        });
        var (status, turn) = RefundTurns.Of(CardOf(scope, charge), scope.Now);
        var refund = scope.Put(new Refund
        {
            Id = id,
            Owner = charge.Owner,
            Created = scope.Created,
            Amount = amount,
            BalanceTransaction = movement.Id,
            Charge = charge.Id,
            Currency = charge.Currency,
            DestinationDetails = new RefundDestination(new RefundCard("refund")),
            Metadata = Metadata.Merge(null, parameters.Metadata),
            PaymentIntent = charge.PaymentIntent,
            PaymentMethod = charge.PaymentMethod,
            PendingReason = status == "pending" ? "processing" : null,
            Reason = parameters.Reason,
            Status = status,
            Turn = turn,
        });
        var refunded = charge.AmountRefunded + amount;
        var updated = scope.Put(charge with { AmountRefunded = refunded, Refunded = refunded == charge.Amount });
        scope.Emit("charge.refunded", updated, charge);
        scope.Emit("refund.created", refund);
        if (updated.Refunded)
        {
            DisputeActions.CloseInquiries(scope, updated);
            FraudWarnings.Settle(scope, updated);
        }

        return refund;
    }

    public static Refund Update(Scope scope, string id, RefundUpdateParameters parameters)
    {
        var refund = scope.Require<Refund>(id, "refund");
        var updated = scope.Put(refund with { Metadata = Metadata.Merge(refund.Metadata, parameters.Metadata) });
        RefundTurns.Tell(scope, updated, refund);
        return updated;
    }

    /// <summary>Only refunds that wait for a step of the buyer can be canceled here; those of cards never do.</summary>
    public static Refund Cancel(Scope scope, string id)
    {
        var refund = scope.Require<Refund>(id, "refund");
        throw StripeError.Invalid($"You can only cancel refunds with a status of `requires_action`. This refund has a status of `{refund.Status}`.");
    }

    private static long RequireAmount(Scope scope, Charge charge, long? given)
    {
        if (charge.Status != "succeeded")
        {
            throw StripeError.Invalid($"Charge {charge.Id} has not been paid and cannot be refunded.", "charge");
        }

        if (charge.Refunded)
        {
            throw StripeError.Invalid($"Charge {charge.Id} has already been refunded.", code: "charge_already_refunded");
        }

        var chargedBack = DisputeActions.ChargedBack(scope, charge);
        var left = charge.Refundable() - chargedBack;
        if (left <= 0 || DisputeActions.HasOpen(scope, charge))
        {
            throw StripeError.Invalid($"Charge {charge.Id} has been charged back; cannot issue a refund.", code: "charge_disputed");
        }

        var amount = given is null ? left : Amounts.RequirePositive(given);
        return amount <= left
            ? amount
            : throw StripeError.Invalid(
                $"Refund amount ({Amounts.Display(amount, charge.Currency)}) is greater than unrefunded amount on charge ({Amounts.Display(left, charge.Currency)})",
                "amount",
                "refund_amount_greater_than_charge_amount");
    }

    public static TestCard? CardOf(Scope scope, Charge charge) =>
        charge.PaymentMethod is { } id && scope.Find<PaymentMethod>(id) is { } method ? TestCards.Find(method.TestCard) : null;

    private static Charge FindCharge(Scope scope, RefundCreateParameters parameters)
    {
        if (parameters.PaymentIntent is { } intentId)
        {
            var intent = scope.RequireParameter<PaymentIntent>(intentId, "payment_intent", "payment_intent");
            return intent.LatestCharge is { } latest
                ? scope.Find<Charge>(latest)!
                : throw StripeError.Invalid($"This PaymentIntent ({intentId}) does not have a successful charge to refund.", "payment_intent");
        }

        return parameters.Charge is { } id
            ? scope.RequireParameter<Charge>(id, "charge", "charge")
            : throw StripeError.Invalid("One of the following params should be provided for this request: payment_intent or charge.", code: "parameter_missing");
    }
}
