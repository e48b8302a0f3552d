using Marketplace.StripeSandbox.Balance;

namespace Marketplace.StripeSandbox.Pages;

/// <summary>The test bank's 3-D Secure question.</summary>
internal static class BankView
{
    public static IResult Page(long amount, string currency, string action) => Layout.Page(
        "Confirm the payment",
        Html.Of($"""
            <section class="card bank">
              <p class="eyebrow">Test bank · 3-D Secure</p>
              <h1>Confirm this payment</h1>
              <p>Your bank asks whether you are paying <strong>{Amounts.Display(amount, currency)}</strong> with this card.</p>
              <form method="post" action="{action}" class="actions">
                <button id="complete" name="outcome" value="complete" type="submit" class="primary">Complete</button>
                <button id="fail" name="outcome" value="fail" type="submit" class="secondary">Fail</button>
              </form>
            </section>
            """));
}
