using System.Globalization;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Pages;

namespace Marketplace.StripeSandbox.Overview;

internal static class OverviewView
{
    public static IResult Page(SandboxState state) => Layout.Page(
        "Overview",
        Html.Of($"""
            <header class="title">
              <div>
                <h1>Payment sandbox</h1>
                <p>Virtual time <time datetime="{state.Now.ToString("O", CultureInfo.InvariantCulture)}">{Time(state.Now)}</time>{Shift(state)}</p>
              </div>
              <form method="post" action="/_sandbox/tick" enctype="application/x-www-form-urlencoded">
                <button class="secondary" type="submit" name="run" value="now">Run time-based work now</button>
              </form>
            </header>
            {Violations(state.ContractViolations)}
            <section class="card" aria-labelledby="balances"><h2 id="balances">Balances</h2>{Balances(state.Balances)}</section>
            <section aria-labelledby="objects"><h2 id="objects">Objects</h2><div class="grid">{Html.Join(state.Kinds.Select(Kind))}</div></section>
            <section class="card" aria-labelledby="webhooks"><h2 id="webhooks">Webhooks</h2>{Deliveries(state.Deliveries)}</section>
            """),
        PageWidth.Wide);

    private static string Shift(SandboxState state)
    {
        var shift = state.Now - state.WallClock;
        return shift.Duration() < TimeSpan.FromMinutes(1) ? "" : $" · {shift.TotalDays.ToString("+0.##;−0.##", CultureInfo.InvariantCulture)} days from the wall clock";
    }

    private static Html Violations(IReadOnlyCollection<string> violations) => Html.If(violations.Count > 0, () => Html.Of($"""
        <section class="alert" role="alert"><h2>Answers that break Stripe's contract</h2><ul>{Html.Join(violations.Select(v => Html.Of($"<li>{v}</li>")))}</ul></section>
        """));

    private static Html Balances(IEnumerable<BalanceState> balances) => Table(
        "balances",
        ["Account", "Available#", "Pending#", "Total#"],
        balances.SelectMany(b => b.Amounts.Select(a => Html.Of($"""
            <tr><td>{b.Name}{Html.If(b.Account is not null, () => Html.Of($" <code>{b.Account}</code>"))}</td><td class="amount">{Amounts.Display(a.Available, a.Currency)}</td><td class="amount">{Amounts.Display(a.Pending, a.Currency)}</td><td class="amount">{Amounts.Display(a.Total, a.Currency)}</td></tr>
            """))));

    private static Html Kind(KindState kind) => Html.Of($"""
        <article class="card">
          <h3>{kind.Name} <span class="count">{kind.Count}</span></h3>
          {(kind.Count == 0 ? Html.Of($"""<p class="hint">None yet.</p>""") : Html.Of($"<ul class=\"plain\">{Html.Join(kind.Last.Select(Line))}</ul>"))}
        </article>
        """);

    private static Html Line(ObjectView line) => Html.Of($"""<li><span>{line.Text}</span> <code title="{line.Id}">{line.Id}</code></li>""");

    private static Html Deliveries(IReadOnlyList<DeliveryView> deliveries) => deliveries.Count == 0
        ? Html.Of($"""<p class="hint">No event has been sent. Set Stripe:WebhookUrl or register a webhook endpoint.</p>""")
        : Table("webhooks", ["Event", "State", "Tries#", "Answer", "Last try", "Action"], deliveries.Select(Delivery));

    private static Html Delivery(DeliveryView d) => Html.Of($"""
        <tr>
          <td><strong>{d.EventType}</strong> <code>{d.EventId}</code></td>
          <td><span class="state {d.State.Replace(' ', '-')}">{d.State}</span></td>
          <td class="amount">{d.Attempts}</td>
          <td>{d.LastStatus?.ToString(CultureInfo.InvariantCulture) ?? d.LastError ?? "–"}</td>
          <td>{(d.LastAttemptAt is { } at ? Time(at) : "–")}</td>
          <td><form method="post" action="/_sandbox/deliveries/{d.Id}/resend" enctype="application/x-www-form-urlencoded"><button class="small" type="submit" name="resend" value="1" aria-label="Resend {d.EventType}">Resend</button></form></td>
        </tr>
        """);

    /// <summary>A column whose name ends in # holds numbers.</summary>
    private static Html Table(string labelledBy, string[] columns, IEnumerable<Html> rows) => Html.Of($"""
        <div class="scroll" tabindex="0" role="region" aria-labelledby="{labelledBy}">
        <table>
          <thead><tr>{Html.Join(columns.Select(Heading))}</tr></thead>
          <tbody>{Html.Join(rows)}</tbody>
        </table>
        </div>
        """);

    private static Html Heading(string column) => column.EndsWith('#')
        ? Html.Of($"""<th scope="col" class="amount">{column[..^1]}</th>""")
        : Html.Of($"""<th scope="col">{column}</th>""");

    private static string Time(DateTimeOffset time) => time.ToString("ddd d MMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
