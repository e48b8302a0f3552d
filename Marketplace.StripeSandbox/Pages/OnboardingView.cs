using Marketplace.StripeSandbox.Accounts;

namespace Marketplace.StripeSandbox.Pages;

internal static class OnboardingView
{
    private static readonly (string Code, string Name)[] Countries =
    [
        ("AU", "Australia"), ("AT", "Austria"), ("BE", "Belgium"), ("BR", "Brazil"), ("CA", "Canada"), ("CZ", "Czechia"), ("DK", "Denmark"), ("FI", "Finland"),
        ("FR", "France"), ("DE", "Germany"), ("IN", "India"), ("IE", "Ireland"), ("IT", "Italy"), ("JP", "Japan"), ("MX", "Mexico"), ("NL", "Netherlands"),
        ("NZ", "New Zealand"), ("NO", "Norway"), ("PL", "Poland"), ("PT", "Portugal"), ("SG", "Singapore"), ("KR", "South Korea"), ("ES", "Spain"),
        ("SE", "Sweden"), ("CH", "Switzerland"), ("GB", "United Kingdom"), ("US", "United States"),
    ];

    public static IResult Form(AccountLink link, Account account, OnboardingForm form, IReadOnlyDictionary<string, string> errors, int status) => Layout.Page(
        "Get paid",
        Html.Of($"""
            <section class="card" aria-labelledby="title">
              <p class="eyebrow">Payout details</p>
              <h1 id="title">Tell us who gets paid</h1>
              <p>The shop sends your earnings to this account; from there they go to your bank {Rhythm(account)}. Demo values are filled in for you.</p>
              {Html.If(errors.Count > 0, () => Html.Of($"""<p class="alert" role="alert">Please check the marked fields.</p>"""))}
              <form method="post" action="/connect/details/{link.FormToken}" novalidate>
                <fieldset>
                  <legend>You</legend>
                  <div class="field">
                    <label for="businessType">Business type</label>
                    <select id="businessType" name="businessType">
                      {Option("individual", "Individual", form.BusinessType)}
                      {Option("company", "Company", form.BusinessType)}
                    </select>
                  </div>
                  <div class="pair">
                    {Input("firstName", "First name", form.FirstName, errors)}
                    {Input("lastName", "Last name", form.LastName, errors)}
                  </div>
                  <div class="field">
                    <label for="country">Country of your address</label>
                    <select id="country" name="country">{CountryOptions(form.Country)}</select>
                  </div>
                </fieldset>
                <fieldset>
                  <legend>Your bank account</legend>
                  <div class="pair">
                    {Input("routingNumber", "Routing number", form.RoutingNumber, errors)}
                    {Input("accountNumber", "Account number", form.AccountNumber, errors)}
                  </div>
                  <p class="hint">Test bank details. Real ones are refused.</p>
                  <details class="help">
                    <summary>Bank accounts that send payouts back</summary>
                    <ul>{Html.Join(TestBankAccounts.All.Where(a => a.Failure is not null).Select(a => Html.Of($"<li><code>{a.Number}</code> {a.Failure}</li>")))}</ul>
                  </details>
                </fieldset>
                <p class="hint">By submitting you accept the sandbox's terms: none of this is real.</p>
                <p class="actions">
                  <button id="finish" type="submit" class="primary">Submit details</button>
                  <a id="later" class="button secondary" href="{link.ReturnUrl}">Finish later</a>
                </p>
              </form>
            </section>
            """),
        status: status);

    private static string Rhythm(Account account) => account.Settings.Payouts.Schedule switch
    {
        { Interval: "weekly", WeeklyAnchor: { } day } => $"every {char.ToUpperInvariant(day[0])}{day[1..]}",
        { Interval: "daily" } => "every day",
        _ => "when you ask for it",
    };

    private static Html CountryOptions(string selected)
    {
        var known = Countries.Any(c => c.Code == selected) ? Countries : [.. Countries, (selected, selected)];
        return Html.Join(known.Select(country => Option(country.Code, country.Name, selected)));
    }

    private static Html Option(string value, string text, string selected) => value == selected
        ? Html.Of($"""<option value="{value}" selected>{text}</option>""")
        : Html.Of($"""<option value="{value}">{text}</option>""");

    private static Field Input(string name, string label, string value, IReadOnlyDictionary<string, string> errors) =>
        new(name, label) { Value = value, Error = errors.GetValueOrDefault(name) };
}
