using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Pages;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Payouts;
using Marketplace.StripeSandbox.Storage;
using Marketplace.StripeSandbox.Transfers;

namespace Marketplace.StripeSandbox.Overview;

/// <summary>Where the money is, and the buttons of those who move it: banks and buyers.</summary>
internal static class MoneySections
{
    private const int ShownInList = 25;

    /// <summary>Payments that arrive at connected accounts are charges too; there the transfer stands for them.</summary>
    public static Html Payments(Scope scope)
    {
        var all = Newest<Charge>(scope).Where(c => c.Owner is null).ToList();
        return OverviewTable.Section("payments", "Payments", all.Count, OverviewTable.Of(
            "payments", ["When", "Amount#", "Refunded#", "State", "Paid with", "Charge", "The bank"], all.Take(ShownInList).Select(Payment)));
    }

    public static Html Refunds(Scope scope)
    {
        var all = Newest<Refund>(scope).Where(r => r.Owner is null).ToList();
        return OverviewTable.Section("refunds", "Refunds", all.Count, OverviewTable.Of(
            "refunds", ["When", "Amount#", "State", "Refund", "Charge", "The bank"], all.Take(ShownInList).Select(Refund)));
    }

    public static Html Disputes(Scope scope)
    {
        var all = Newest<Dispute>(scope).ToList();
        var warnings = Newest<EarlyFraudWarning>(scope).ToList();
        return Html.Of($"""
            {OverviewTable.Section("disputes", "Disputes", all.Count, OverviewTable.Of("disputes", ["When", "Amount#", "Reason", "State", "Answer by", "Dispute", "The bank decides"], all.Take(ShownInList).Select(Dispute)))}
            {Html.If(warnings.Count > 0, () => OverviewTable.Section("warnings", "Early fraud warnings", warnings.Count, OverviewTable.Of("warnings", ["When", "Charge", "State"], warnings.Take(OverviewTable.RowsShown).Select(w => Html.Of($"""
                <tr><td>{OverviewTable.Time(w.Created)}</td><td><code>{w.Charge}</code></td><td>{(w.Actionable ? "a refund prevents a dispute" : "settled")}</td></tr>
                """)))))}
            """);
    }

    public static Html Transfers(Scope scope)
    {
        var all = Newest<Transfer>(scope).ToList();
        return OverviewTable.Section("transfers", "Transfers", all.Count, OverviewTable.Of("transfers", ["When", "Amount#", "Reversed#", "To", "Of charge", "Transfer"], all.Take(ShownInList).Select(t => Html.Of($"""
            <tr><td>{OverviewTable.Time(t.Created)}</td><td class="amount">{Amounts.Display(t.Amount, t.Currency)}</td><td class="amount">{Amounts.Display(t.AmountReversed, t.Currency)}</td><td><code>{t.Destination}</code></td><td><code>{t.SourceTransaction ?? "none"}</code></td><td><code>{t.Id}</code></td></tr>
            """))));
    }

    public static Html Payouts(Scope scope)
    {
        var all = Newest<Payout>(scope).ToList();
        return OverviewTable.Section("payouts", "Payouts", all.Count, OverviewTable.Of("payouts", ["When", "Amount#", "State", "Account", "Payout"], all.Take(ShownInList).Select(p => Html.Of($"""
            <tr><td>{OverviewTable.Time(p.Created)}</td><td class="amount">{Amounts.Display(p.Amount, p.Currency)}</td><td>{OverviewTable.State(p.Status)} {p.FailureCode}</td><td><code>{p.Owner ?? "platform"}</code></td><td><code>{p.Id}</code></td></tr>
            """))));
    }

    private static Html Payment(Charge charge) => Html.Of($"""
        <tr>
          <td>{OverviewTable.Time(charge.Created)}</td>
          <td class="amount">{Amounts.Display(charge.Amount, charge.Currency)}</td>
          <td class="amount">{Amounts.Display(charge.AmountRefunded, charge.Currency)}</td>
          <td>{OverviewTable.State(charge.Status)}{Html.If(charge.Disputed, () => OverviewTable.State("disputed"))}</td>
          <td>{PaidWith(charge)}</td>
          <td><code>{charge.Id}</code></td>
          <td>{Actions(charge)}</td>
        </tr>
        """);

    private static string PaidWith(Charge charge) => charge.PaymentMethodDetails switch
    {
        { Card: { } card } => $"{card.Brand} •••• {card.Last4}",
        { UsBankAccount: { } bank } => $"bank account •••• {bank.Last4}",
        _ => "–",
    };

    private static Html Actions(Charge charge) => charge.Status switch
    {
        "pending" => Row(
            OverviewTable.Button($"/_sandbox/charges/{charge.Id}/settle", "Clear", "outcome", "succeeded", charge.Id),
            OverviewTable.Button($"/_sandbox/charges/{charge.Id}/settle", "Send back", "outcome", "failed", charge.Id)),
        "succeeded" when !charge.Refunded => Html.Of($"""
            <details><summary>Dispute, warn</summary>
              <form method="post" action="/_sandbox/disputes">
                <input type="hidden" name="charge" value="{charge.Id}">
                {OverviewTable.Input($"amount-{charge.Id}", "amount", "Cents of it (all when empty)", mode: "numeric")}
                {OverviewTable.Select($"reason-{charge.Id}", "reason", "Reason", DisputeReasons.All)}
                {OverviewTable.Select($"kind-{charge.Id}", "kind", "Kind", ["chargeback", "inquiry"])}
                <button class="small" type="submit">Open a dispute</button>
              </form>
              {OverviewTable.Button("/_sandbox/fraud_warnings", "Early fraud warning", "charge", charge.Id, charge.Id)}
            </details>
            """),
        _ => Html.Empty,
    };

    private static Html Refund(Refund refund)
    {
        var turn = $"/_sandbox/refunds/{refund.Id}/turn";
        var pending = refund.Status == "pending";
        return Html.Of($"""
            <tr>
              <td>{OverviewTable.Time(refund.Created)}</td>
              <td class="amount">{Amounts.Display(refund.Amount, refund.Currency)}</td>
              <td>{OverviewTable.State(refund.Status)} {refund.FailureReason}</td>
              <td><code>{refund.Id}</code></td>
              <td><code>{refund.Charge}</code></td>
              <td>{Row(
                Html.If(pending, () => OverviewTable.Button(turn, "Pay out", "outcome", "succeeded", refund.Id)),
                Html.If(pending || refund.Status == "succeeded", () => OverviewTable.Button(turn, "Send back", "outcome", "failed", refund.Id)),
                Html.If(pending, () => OverviewTable.Button(turn, "Cancel", "outcome", "canceled", refund.Id)))}</td>
            </tr>
            """);
    }

    private static Html Dispute(Dispute dispute)
    {
        string[] outcomes = dispute.IsClosed() ? [] : dispute.IsInquiry() ? ["closed", "escalated"] : ["won", "lost"];
        return Html.Of($"""
            <tr>
              <td>{OverviewTable.Time(dispute.Created)}</td>
              <td class="amount">{Amounts.Display(dispute.Amount, dispute.Currency)}</td>
              <td>{dispute.Reason.Replace('_', ' ')}</td>
              <td>{OverviewTable.State(dispute.Status)}</td>
              <td>{(dispute.EvidenceDetails.DueBy is { } due ? OverviewTable.Time(due) : "–")}</td>
              <td><code>{dispute.Id}</code></td>
              <td>{Row([.. outcomes.Select(o => OverviewTable.Button($"/_sandbox/disputes/{dispute.Id}/decide", char.ToUpperInvariant(o[0]) + o[1..], "outcome", o, dispute.Id))])}</td>
            </tr>
            """);
    }

    private static Html Row(params Html[] buttons) => Html.Of($"""<div class="buttons">{Html.Join(buttons)}</div>""");

    private static IEnumerable<T> Newest<T>(Scope scope)
        where T : Document => scope.Session.All<T>().Reverse();
}
