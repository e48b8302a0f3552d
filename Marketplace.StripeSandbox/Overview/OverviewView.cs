using System.Globalization;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Events;
using Marketplace.StripeSandbox.Faults;
using Marketplace.StripeSandbox.Pages;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Overview;

internal static class OverviewView
{
    private static readonly (string Id, string Name)[] Sections =
    [
        ("balances", "Balances"), ("payments", "Payments"), ("refunds", "Refunds"), ("disputes", "Disputes"), ("transfers", "Transfers"),
        ("payouts", "Payouts"), ("accounts", "Accounts"), ("events", "Events"), ("webhooks", "Webhooks"), ("faults", "Faults"), ("objects", "Counts"),
    ];

    public static IResult Page(Scope scope, SandboxState state, FaultPlanView faults) => Layout.Page(
        "Overview",
        Html.Of($"""
            <header class="title">
              <div>
                <h1>Payment sandbox</h1>
                <p>Virtual time <time datetime="{state.Now.ToString("O", CultureInfo.InvariantCulture)}">{OverviewTable.Time(state.Now)}</time>{Shift(state)}</p>
              </div>
              <form method="post" action="/_sandbox/tick">
                <button class="secondary" type="submit" name="run" value="now">Run time-based work now</button>
              </form>
            </header>
            <nav class="sections" aria-label="Sections">{Html.Join(Sections.Select(s => Html.Of($"<a href=\"#{s.Id}\">{s.Name}</a>")))}</nav>
            {Violations(state.ContractViolations)}
            {BalanceSection(state.Balances)}
            {MoneySections.Payments(scope)}
            {MoneySections.Refunds(scope)}
            {MoneySections.Disputes(scope)}
            {MoneySections.Transfers(scope)}
            {MoneySections.Payouts(scope)}
            {SellerSection.Of(scope)}
            {EventSection(scope)}
            {DeliverySection(state.Deliveries)}
            {FaultSection.Of(faults)}
            <section aria-labelledby="objects"><h2 id="objects">Counts</h2><div class="grid">{Html.Join(state.Kinds.Select(Kind))}</div></section>
            """),
        PageWidth.Full);

    private static string Shift(SandboxState state)
    {
        var shift = state.Now - state.WallClock;
        return shift.Duration() < TimeSpan.FromMinutes(1) ? "" : $" · {shift.TotalDays.ToString("+0.##;−0.##", CultureInfo.InvariantCulture)} days from the wall clock";
    }

    private static Html Violations(IReadOnlyCollection<string> violations) => Html.If(violations.Count > 0, () => Html.Of($"""
        <section class="alert" role="alert"><h2>Answers that break Stripe's contract</h2><ul>{Html.Join(violations.Select(v => Html.Of($"<li>{v}</li>")))}</ul></section>
        """));

    private static Html BalanceSection(IReadOnlyList<BalanceState> balances) => OverviewTable.Section("balances", "Balances", balances.Count, OverviewTable.Of(
        "balances",
        ["Account", "Available#", "Pending#", "Total#"],
        balances.SelectMany(b => b.Amounts.Select(a => Html.Of($"""
            <tr><td>{b.Name}{Html.If(b.Account is not null, () => Html.Of($" <code>{b.Account}</code>"))}</td><td class="amount">{Amounts.Display(a.Available, a.Currency)}</td><td class="amount">{Amounts.Display(a.Pending, a.Currency)}</td><td class="amount">{Amounts.Display(a.Total, a.Currency)}</td></tr>
            """)))));

    private static Html EventSection(Scope scope)
    {
        var all = scope.Session.All<Event>().Reverse().ToList();
        return OverviewTable.Section("events", "Events", all.Count, OverviewTable.Of("events", ["When", "Type", "Account", "Event"], all.Take(OverviewTable.RowsShown * 2).Select(e => Html.Of($"""
            <tr><td>{OverviewTable.Time(e.Created)}</td><td>{e.Type}</td><td><code>{e.Account ?? "platform"}</code></td><td><code>{e.Id}</code></td></tr>
            """))));
    }

    private static Html DeliverySection(IReadOnlyList<DeliveryView> deliveries) => OverviewTable.Section(
        "webhooks",
        "Webhooks",
        deliveries.Count,
        OverviewTable.Of("webhooks", ["Event", "State", "Tries#", "Answer", "Last try", "Action"], deliveries.Select(Delivery)),
        "No event has been sent. Set Stripe:WebhookUrl or register a webhook endpoint.");

    private static Html Delivery(DeliveryView d) => Html.Of($"""
        <tr>
          <td><a href="/_sandbox/deliveries/{d.Id}">{d.EventType}</a> <code>{d.EventId}</code></td>
          <td>{OverviewTable.State(d.State)}</td>
          <td class="amount">{d.Attempts}</td>
          <td>{d.LastStatus?.ToString(CultureInfo.InvariantCulture) ?? d.LastError ?? "–"}</td>
          <td>{(d.LastAttemptAt is { } at ? OverviewTable.Time(at) : "–")}</td>
          <td>{OverviewTable.Button($"/_sandbox/deliveries/{d.Id}/resend", "Resend", "resend", "1", d.EventType)}</td>
        </tr>
        """);

    private static Html Kind(KindState kind) => Html.Of($"""
        <article class="card">
          <h3>{kind.Name} <span class="count">{kind.Count}</span></h3>
          {(kind.Count == 0 ? Html.Of($"""<p class="hint">None yet.</p>""") : Html.Of($"<ul class=\"plain\">{Html.Join(kind.Last.Select(Line))}</ul>"))}
        </article>
        """);

    private static Html Line(ObjectView line) => Html.Of($"""<li><span>{line.Text}</span> <code title="{line.Id}">{line.Id}</code></li>""");
}
