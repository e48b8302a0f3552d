using System.Globalization;
using Marketplace.StripeSandbox.Faults;
using Marketplace.StripeSandbox.Pages;

namespace Marketplace.StripeSandbox.Overview;

internal static class FaultSection
{
    private static readonly IEnumerable<string> Kinds = Enum.GetValues<FaultKind>().Select(FaultKindNames.Of);

    public static Html Of(FaultPlanView plan) => Html.Of($"""
        <section class="card" aria-labelledby="faults">
          <h2 id="faults">Faults</h2>
          <p>What goes wrong next between the shop and Stripe. The last three kinds are of webhooks. A restart ends them.</p>
          {Rules(plan)}
          {Html.If(plan.Random is not null, () => Html.Of($"""
            <p class="alert" role="status">By chance: {plan.Random!.Rate} of 100 requests and events, seed {plan.Random.Seed}; {plan.StruckByChance} struck so far ({string.Join(", ", plan.Random.Kinds.Select(FaultKindNames.Of))}).</p>
            """))}
          {Html.If(plan.Rules.Count > 0 || plan.Random is not null, () => OverviewTable.Button("/_sandbox/faults/clear", "Clear all", "clear", "1"))}
          <div class="pair">
            <details><summary>Add a fault</summary>
              <form method="post" action="/_sandbox/faults">
                {OverviewTable.Select("fault-kind", "kind", "Kind", Kinds)}
                {OverviewTable.Input("fault-match", "match", "Only for", "POST /v1/transfers, or charge.")}
                {OverviewTable.Input("fault-count", "count", "How often", "1", "numeric")}
                {OverviewTable.Input("fault-delay", "delayMs", "Delay in milliseconds", "1000", "numeric")}
                {OverviewTable.Input("fault-copies", "copies", "Copies of a duplicated event", "1", "numeric")}
                <button class="small" type="submit">Add</button>
              </form>
            </details>
            <details><summary>By chance</summary>
              <form method="post" action="/_sandbox/faults/random">
                {OverviewTable.Input("chance-rate", "rate", "Of 100", "5", "numeric")}
                {OverviewTable.Input("chance-seed", "seed", "Seed", "1", "numeric")}
                <button class="small" type="submit">Begin</button>
              </form>
            </details>
          </div>
        </section>
        """);

    private static Html Rules(FaultPlanView plan) => plan.Rules.Count == 0
        ? Html.Of($"""<p class="hint">None planned.</p>""")
        : OverviewTable.Of("faults", ["Kind", "Only for", "Still#", "Struck#", "Remove"], plan.Rules.Select(rule => Html.Of($"""
            <tr>
              <td>{FaultKindNames.Of(rule.Kind)}</td>
              <td>{rule.Match ?? "everything"}</td>
              <td class="amount">{rule.Count?.ToString(CultureInfo.InvariantCulture) ?? "always"}</td>
              <td class="amount">{rule.Struck}</td>
              <td>{OverviewTable.Button($"/_sandbox/faults/{rule.Id.ToString(CultureInfo.InvariantCulture)}/remove", "Remove", "remove", "1")}</td>
            </tr>
            """)));
}
