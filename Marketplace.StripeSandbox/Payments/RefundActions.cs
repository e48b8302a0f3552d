using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

internal static class RefundActions
{
    /// <summary>Gives money of a charge back from the platform's balance. The processing fee is not returned.</summary>
    public static Refund Create(Scope scope, RefundCreateParameters parameters)
    {
        var charge = FindCharge(scope, parameters);
        if (charge.Status != "succeeded")
        {
            throw StripeError.Invalid($"Charge {charge.Id} has not been paid and cannot be refunded.", "charge");
        }

        if (charge.Refunded)
        {
            throw StripeError.Invalid($"Charge {charge.Id} has already been refunded.", code: "charge_already_refunded");
        }

        var amount = parameters.Amount is null ? charge.Refundable() : Amounts.RequirePositive(parameters.Amount);
        if (amount > charge.Refundable())
        {
            throw StripeError.Invalid(
                $"Refund amount ({Amounts.Display(amount, charge.Currency)}) is greater than unrefunded amount on charge ({Amounts.Display(charge.Refundable(), charge.Currency)})",
                "amount",
                "refund_amount_greater_than_charge_amount");
        }

        var id = DocumentId.New("re_");
        var chargeFunds = scope.Find<BalanceTransaction>(charge.BalanceTransaction!)!;
        // Money that has not settled yet is taken from the pending balance it stands in.
        var movement = BalanceBook.Book(scope, new Movement(charge.Owner, "refund", "refund", id, -amount, charge.Currency)
        {
            AvailableOn = chargeFunds.AvailableOn,
            Description = "REFUND FOR CHARGE",
        });
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
            Reason = parameters.Reason,
            Status = "succeeded",
        });
        var refunded = charge.AmountRefunded + amount;
        var updated = scope.Put(charge with { AmountRefunded = refunded, Refunded = refunded == charge.Amount });
        scope.Emit("charge.refunded", updated, charge);
        scope.Emit("refund.created", refund);
        return refund;
    }

    public static Refund Update(Scope scope, string id, RefundUpdateParameters parameters)
    {
        var refund = scope.Require<Refund>(id, "refund");
        var updated = scope.Put(refund with { Metadata = Metadata.Merge(refund.Metadata, parameters.Metadata) });
        scope.Emit("refund.updated", updated, refund);
        return updated;
    }

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
