using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Payments;

/// <summary>What happens to a refund after the API has answered: banks take their time, and may send the money back.</summary>
internal static class RefundTurns
{
    /// <summary>Stripe says "some time later"; long enough to see the first state, short enough to wait for.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);

    private static readonly string[] FailureReasons =
        ["charge_for_pending_refund_disputed", "declined", "expired_or_canceled_card", "insufficient_funds", "lost_or_stolen_card", "merchant_request", "unknown"];

    /// <summary>The first state of a refund of a payment with this test card, and the turn it will take.</summary>
    public static (string Status, RefundTurn? Turn) Of(TestCard? card, DateTimeOffset now) => card?.Aftermath switch
    {
        CardAftermath.RefundsPend => ("pending", new RefundTurn("succeeded", now + Delay)),
        CardAftermath.RefundsFail => ("succeeded", new RefundTurn("failed", now + Delay)),
        _ => ("succeeded", null),
    };

    /// <summary>Part of every tick.</summary>
    public static void Run(Scope scope)
    {
        foreach (var due in scope.Session.All<Refund>().Where(r => r.Turn?.At <= scope.Now).ToList())
        {
            if (due.Turn!.Status == "failed")
            {
                Fail(scope, due, "expired_or_canceled_card");
            }
            else
            {
                Succeed(scope, due);
            }
        }
    }

    public static Refund Succeed(Scope scope, Refund refund)
    {
        if (refund.Status != "pending")
        {
            throw StripeError.Invalid($"The refund {refund.Id} is {refund.Status}: only a pending one can succeed.");
        }

        var succeeded = scope.Put(refund with { PendingReason = null, Status = "succeeded", Turn = null });
        Tell(scope, succeeded, refund);
        return succeeded;
    }

    /// <summary>The bank could not credit the buyer: the money is the platform's again and the charge is not refunded by this much.</summary>
    public static Refund Fail(Scope scope, Refund refund, string reason)
    {
        if (!FailureReasons.Contains(reason))
        {
            throw StripeError.Invalid($"A refund fails for one of {string.Join(", ", FailureReasons)}.", "reason");
        }

        var failed = GiveBack(scope, refund, "failed", reason);
        scope.Emit("refund.failed", failed, refund);
        return failed;
    }

    /// <summary>What the dashboard offers for a pending refund; the API has it for bank transfers that wait for the buyer only.</summary>
    public static Refund Cancel(Scope scope, Refund refund) => refund.Status == "pending"
        ? GiveBack(scope, refund, "canceled", "merchant_request")
        : throw StripeError.Invalid($"The refund {refund.Id} is {refund.Status}: only a pending one can be canceled.");

    /// <summary>`charge.refund.updated` is the older name of `refund.updated`; Stripe sends both.</summary>
    public static void Tell(Scope scope, Refund refund, Refund before)
    {
        scope.Emit("refund.updated", refund, before);
        scope.Emit("charge.refund.updated", refund, before);
    }

    private static Refund GiveBack(Scope scope, Refund refund, string status, string reason)
    {
        if (refund.Status is not ("pending" or "succeeded") || refund.SourceTransferReversal is not null)
        {
            throw StripeError.Invalid($"The refund {refund.Id} is {refund.Status} and cannot become {status}.");
        }

        var movement = BalanceBook.Book(scope, new Movement(refund.Owner, "refund_failure", "refund_failure", refund.Id, refund.Amount, refund.Currency)
        {
            AvailableOn = scope.Find<BalanceTransaction>(refund.BalanceTransaction!)!.AvailableOn,
            Description = "REFUND FAILURE FOR CHARGE",
        });
        var charge = scope.Find<Charge>(refund.Charge)!;
        scope.Put(charge with { AmountRefunded = charge.AmountRefunded - refund.Amount, Refunded = false });
        var back = scope.Put(refund with
        {
            FailureBalanceTransaction = movement.Id,
            FailureReason = reason,
            PendingReason = null,
            Status = status,
            Turn = null,
        });
        Tell(scope, back, refund);
        return back;
    }
}
