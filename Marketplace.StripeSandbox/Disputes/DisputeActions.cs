using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Disputes;

/// <summary>How a dispute is opened; all of the charge that is left when no amount is said.</summary>
internal sealed record DisputeOpening(long? Amount = null, string Reason = DisputeReasons.Default, bool Inquiry = false);

internal static class DisputeActions
{
    /// <summary>Taken with every dispute that moves money, won or lost: 15.00, or 1,500 of a currency without a smaller unit.</summary>
    public const long Fee = 15_00;

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromDays(9);
    private static readonly TimeSpan InquiryEndsAfter = TimeSpan.FromDays(120);

    public static Dispute Open(Scope scope, Charge charge, DisputeOpening opening)
    {
        if (charge.Status != "succeeded")
        {
            throw StripeError.Invalid($"Charge {charge.Id} has not been paid and cannot be disputed.", "charge");
        }

        var left = charge.Refundable() - ChargedBack(scope, charge);
        var amount = opening.Amount is null ? left : Amounts.RequirePositive(opening.Amount);
        if (left <= 0 || amount > left)
        {
            throw StripeError.Invalid($"{Amounts.Display(left, charge.Currency)} of the charge {charge.Id} are left to dispute.", "amount");
        }

        var code = DisputeReasons.RequireCode(opening.Reason);
        var card = charge.PaymentMethodDetails?.Card;
        var dispute = scope.Put(new Dispute
        {
            Id = DocumentId.New("du_"),
            Owner = charge.Owner,
            Created = scope.Created,
            Amount = amount,
            Charge = charge.Id,
            Currency = charge.Currency,
            EvidenceDetails = new EvidenceDetails(DueBy(scope)),
            IsChargeRefundable = opening.Inquiry,
            PaymentIntent = charge.PaymentIntent,
            PaymentMethodDetails = card is null ? null : new DisputeMethod(new DisputeCard(card.Brand, opening.Inquiry ? "inquiry" : "chargeback", code)),
            Reason = opening.Reason,
            Status = opening.Inquiry ? "warning_needs_response" : "needs_response",
        });
        var disputed = scope.Put(charge with { Disputed = true });
        scope.Emit("charge.dispute.created", dispute);
        FraudWarnings.Settle(scope, disputed);
        return opening.Inquiry ? dispute : Withdraw(scope, dispute);
    }

    /// <summary>What the payment's test card brings upon it.</summary>
    public static void AfterPayment(Scope scope, PaymentIntent paid)
    {
        var charge = scope.Find<Charge>(paid.LatestCharge!)!;
        switch (RefundActions.CardOf(scope, charge)?.Aftermath)
        {
            case CardAftermath.DisputedAsFraudulent:
                Open(scope, charge, new DisputeOpening());
                break;
            case CardAftermath.DisputedAsNotReceived:
                Open(scope, charge, new DisputeOpening(Reason: "product_not_received"));
                break;
            case CardAftermath.Inquiry:
                Open(scope, charge, new DisputeOpening(Inquiry: true));
                break;
            case CardAftermath.EarlyFraudWarning:
                FraudWarnings.Open(scope, charge);
                break;
        }
    }

    /// <summary>The bank's word: `won`, `lost`, or for an inquiry `closed` or `escalated`.</summary>
    public static Dispute Decide(Scope scope, Dispute dispute, string outcome) => (outcome, dispute) switch
    {
        _ when dispute.IsClosed() => throw Closed(dispute),
        ("won", _) when !dispute.IsInquiry() => Win(scope, dispute),
        ("lost", _) when !dispute.IsInquiry() => Close(scope, dispute, "lost"),
        ("won" or "lost" or "closed", _) when dispute.IsInquiry() => Close(scope, dispute, "warning_closed"),
        ("escalated", _) when dispute.IsInquiry() => Escalate(scope, dispute),
        _ => throw StripeError.Invalid($"A dispute is decided won or lost, an inquiry closed or escalated; not {outcome}.", "outcome"),
    };

    /// <summary>The seller gives in.</summary>
    public static Dispute Accept(Scope scope, string id)
    {
        var dispute = scope.Require<Dispute>(id, "dispute");
        return dispute.NeedsResponse()
            ? Close(scope, dispute, dispute.IsInquiry() ? "warning_closed" : "lost")
            : throw Closed(dispute);
    }

    public static StripeError Closed(Dispute dispute) =>
        StripeError.Invalid($"The dispute {dispute.Id} has a status of `{dispute.Status}`: it can no longer be answered or closed.");

    /// <summary>How much of a charge banks hold or have taken for good.</summary>
    public static long ChargedBack(Scope scope, Charge charge) =>
        Of(scope, charge).Where(d => d.HoldsMoney() || d.Status == "lost").Sum(d => d.Amount);

    public static bool HasOpen(Scope scope, Charge charge) => Of(scope, charge).Any(d => d.HoldsMoney());

    /// <summary>The buyer has the money back: there is nothing left to ask about.</summary>
    public static void CloseInquiries(Scope scope, Charge charge)
    {
        foreach (var inquiry in Of(scope, charge).Where(d => d.IsInquiry() && !d.IsClosed()).ToList())
        {
            Close(scope, inquiry, "warning_closed");
        }
    }

    /// <summary>What passes its time without an answer; part of every tick.</summary>
    public static void RunDue(Scope scope)
    {
        foreach (var dispute in scope.Session.All<Dispute>().Where(d => !d.IsClosed()).ToList())
        {
            if (dispute.IsInquiry() && dispute.Created + (long)InquiryEndsAfter.TotalSeconds <= scope.Created)
            {
                Close(scope, dispute, "warning_closed");
            }
            else if (dispute.NeedsResponse() && !dispute.EvidenceDetails.PastDue && dispute.EvidenceDetails.DueBy < scope.Created)
            {
                var late = scope.Put(dispute with { EvidenceDetails = dispute.EvidenceDetails with { PastDue = true } });
                if (!late.IsInquiry())
                {
                    Close(scope, late, "lost");
                }
            }
        }
    }

    private static Dispute Withdraw(Scope scope, Dispute dispute)
    {
        var movement = BalanceBook.Book(scope, new Movement(dispute.Owner, "adjustment", "dispute", dispute.Id, -dispute.Amount, dispute.Currency)
        {
            Fee = Fee,
            FeeDescription = "Dispute fee",
            Description = $"Chargeback withdrawal for {dispute.Charge}",
        });
        var withdrawn = scope.Put(dispute with { BalanceTransactions = [.. dispute.BalanceTransactions, movement] });
        scope.Emit("charge.dispute.funds_withdrawn", withdrawn);
        return withdrawn;
    }

    private static Dispute Win(Scope scope, Dispute dispute)
    {
        var movement = BalanceBook.Book(scope, new Movement(dispute.Owner, "adjustment", "dispute_reversal", dispute.Id, dispute.Amount, dispute.Currency)
        {
            Description = $"Chargeback reversal for {dispute.Charge}",
        });
        var reinstated = dispute with { BalanceTransactions = [.. dispute.BalanceTransactions, movement], IsChargeRefundable = true };
        var won = Close(scope, reinstated, "won");
        scope.Emit("charge.dispute.funds_reinstated", won);
        return won;
    }

    private static Dispute Close(Scope scope, Dispute dispute, string status)
    {
        var closed = scope.Put(dispute with { Status = status });
        scope.Emit("charge.dispute.updated", closed, dispute);
        scope.Emit("charge.dispute.closed", closed);
        return closed;
    }

    private static Dispute Escalate(Scope scope, Dispute inquiry)
    {
        var method = inquiry.PaymentMethodDetails;
        var dispute = scope.Put(inquiry with
        {
            EvidenceDetails = new EvidenceDetails(DueBy(scope)),
            IsChargeRefundable = false,
            PaymentMethodDetails = method is null ? null : method with { Card = method.Card with { CaseType = "chargeback" } },
            Status = "needs_response",
        });
        scope.Emit("charge.dispute.updated", dispute, inquiry);
        return Withdraw(scope, dispute);
    }

    private static IEnumerable<Dispute> Of(Scope scope, Charge charge) => scope.Session.All<Dispute>().Where(d => d.Charge == charge.Id);

    /// <summary>The last second of a day, as Stripe sets it.</summary>
    private static long DueBy(Scope scope) =>
        new DateTimeOffset((scope.Now + AnswerWithin).UtcDateTime.Date.AddDays(1), TimeSpan.Zero).ToUnixTimeSeconds() - 1;
}
