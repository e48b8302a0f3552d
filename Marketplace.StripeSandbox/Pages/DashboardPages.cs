using System.Globalization;
using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Payouts;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Pages;

/// <summary>What a connected account sees of its money, behind a login link.</summary>
internal static class DashboardPages
{
    private const int PayoutsShown = 25;

    public static void MapDashboardPages(this IEndpointRouteBuilder app) =>
        app.MapGet("/express/{token}", (string token, HttpContext http, SandboxWork work) => work.ExecuteAsync(http, scope => Show(scope, token)));

    private static IResult Show(Scope scope, string token)
    {
        if (scope.Find<LoginLink>(token) is not { } link || scope.Find<Account>(link.Account) is not { } account)
        {
            return Layout.NotFound("This login link is not valid. Ask for a new one.");
        }

        var balances = Balances.Of(BalanceBook.Of(scope, account.Id), account.DefaultCurrency, scope.Created);
        var payouts = scope.Session.All<Payout>().Where(p => p.Owner == account.Id).Reverse().Take(PayoutsShown).ToList();
        return Layout.Page(
            "Your earnings",
            Html.Of($"""
                <section class="card">
                  <p class="eyebrow">{account.Id}</p>
                  <h1>{account.HolderName ?? account.Email ?? "Your earnings"}</h1>
                  <dl class="figures">{Html.Join(balances.Select(Figure))}</dl>
                  <p>Bank account ending in {(account.ExternalAccounts.Data is [var bank, ..] ? bank.Last4 : "–")}. Next payout day: {NextDay(scope, account)}.</p>
                </section>
                <section class="card" aria-labelledby="payouts">
                  <h2 id="payouts">Payouts</h2>
                  {(payouts.Count == 0 ? Html.Of($"<p>No payouts yet.</p>") : Table(payouts))}
                </section>
                """));
    }

    private static Html Figure(BalanceAmount balance) => Html.Of($"""
        <div><dt>Available</dt><dd>{Amounts.Display(balance.Available, balance.Currency)}</dd></div>
        <div><dt>On its way to you</dt><dd>{Amounts.Display(balance.Pending, balance.Currency)}</dd></div>
        """);

    private static Html Table(IEnumerable<Payout> payouts) => Html.Of($"""
        <div class="scroll" tabindex="0" role="region" aria-labelledby="payouts">
        <table>
          <thead><tr><th scope="col">Date</th><th scope="col">Amount</th><th scope="col">Status</th></tr></thead>
          <tbody>{Html.Join(payouts.Select(p => Html.Of($"""
            <tr><td>{Date(p.ArrivalDate)}</td><td class="amount">{Amounts.Display(p.Amount, p.Currency)}</td><td>{p.Status.Replace('_', ' ')}</td></tr>
            """)))}</tbody>
        </table>
        </div>
        """);

    private static string NextDay(Scope scope, Account account)
    {
        var schedule = account.Settings.Payouts.Schedule;
        var last = PayoutSchedule.LastDay(schedule, scope.Now);
        return schedule.Interval switch
        {
            "daily" => Date(last.AddDays(1).ToUnixTimeSeconds()),
            "weekly" => Date(last.AddDays(7).ToUnixTimeSeconds()),
            _ => "none, payouts are made by hand",
        };
    }

    private static string Date(long time) => DateTimeOffset.FromUnixTimeSeconds(time).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
