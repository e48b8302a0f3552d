using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Pages;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Overview;

internal static class SellerSection
{
    private const int Shown = 50;

    public static Html Of(Scope scope)
    {
        var all = scope.Session.All<Account>().Reverse().ToList();
        return OverviewTable.Section("accounts", "Connected accounts", all.Count, OverviewTable.Of(
            "accounts", ["Account", "Transfers", "Payouts", "Due", "Bank", "Balance#", "Change"], all.Take(Shown).Select(a => Row(scope, a))));
    }

    private static Html Row(Scope scope, Account account) => Html.Of($"""
        <tr>
          <td>{account.HolderName ?? account.Email ?? "–"} <code>{account.Id}</code></td>
          <td>{OverviewTable.State(account.Capabilities.GetValueOrDefault("transfers", "unrequested"))}</td>
          <td>{OverviewTable.State(account.PayoutsEnabled ? "on" : "off")}</td>
          <td>{Due(account)}</td>
          <td>{(account.ExternalAccounts.Data is [var bank, ..] ? $"•••• {bank.Last4} {bank.PayoutFailure ?? ""}" : "none")}</td>
          <td class="amount">{Html.Join(Balances.Of(BalanceBook.Of(scope, account.Id), account.DefaultCurrency, scope.Created).Select(b => Html.Of($"<div>{Amounts.Display(b.Total, b.Currency)}</div>")))}</td>
          <td>{Change(account)}</td>
        </tr>
        """);

    private static string Due(Account account)
    {
        var due = string.Join(", ", account.Requirements.CurrentlyDue.Take(3)) + (account.Requirements.CurrentlyDue.Count > 3 ? " …" : "");
        return (account.Requirements.DisabledReason, due) switch
        {
            (null, "") => "nothing",
            (null, _) => due,
            ({ } reason, "") => reason,
            ({ } reason, _) => $"{reason}: {due}",
        };
    }

    private static Html Change(Account account) => Html.Of($"""
        <details><summary>Change</summary>
          <form method="post" action="/_sandbox/accounts/{account.Id}/state">
            {OverviewTable.Select($"transfers-{account.Id}", "transfers", "Transfers", ["active", "inactive", "pending"], "as it is")}
            {OverviewTable.Select($"payouts-{account.Id}", "payouts", "Payouts", ["on", "off"], "as it is")}
            {OverviewTable.Input($"due-{account.Id}", "due", "Due fields, or none", "individual.id_number")}
            {OverviewTable.Input($"pastdue-{account.Id}", "pastDue", "Past due fields, or none", "individual.id_number")}
            {OverviewTable.Select($"reason-{account.Id}", "disabledReason", "Disabled because", ["none", "requirements.past_due", "under_review", "rejected.fraud", "rejected.terms_of_service", "rejected.other"], "as it is")}
            {OverviewTable.Select($"bank-{account.Id}", "bank", "Bank account", ["ok", .. TestBankAccounts.FailureCodes], "as it is")}
            <button class="small" type="submit">Apply</button>
          </form>
        </details>
        """);
}
