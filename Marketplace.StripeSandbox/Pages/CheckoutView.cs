using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Checkout;
using Marketplace.StripeSandbox.Payments;

namespace Marketplace.StripeSandbox.Pages;

internal static class CheckoutView
{
    public static IResult Form(CheckoutSession session, CardForm form, IReadOnlyDictionary<string, string> errors, string? failure, int status)
    {
        var total = Amounts.Display(session.AmountTotal, session.Currency);
        return Layout.Page(
            $"Pay {total}",
            Html.Of($"""
                <div class="checkout">
                  {Summary(session, total)}
                  <section class="card" aria-labelledby="pay-title">
                    <h2 id="pay-title">Pay by card</h2>
                    {Failure(failure, errors)}
                    <form method="post" action="/c/pay/{session.Id}" novalidate>
                      {Email(session, form, errors)}
                      {Input("cardNumber", "Card number", "", errors) with { InputMode = "numeric", MaxLength = 23, Placeholder = "1234 1234 1234 1234", Hint = "A test card such as 4242 4242 4242 4242", Focus = failure is not null }}
                      <div class="pair">
                        {Input("cardExpiry", "Expiry", form.Expiry, errors) with { InputMode = "numeric", MaxLength = 9, Placeholder = "MM / YY" }}
                        {Input("cardCvc", "Security code", "", errors) with { InputMode = "numeric", MaxLength = 4, Placeholder = "123" }}
                      </div>
                      {Input("cardName", "Name on card", form.Name, errors)}
                      <button id="pay" type="submit" class="primary">Pay {total}</button>
                    </form>
                    {BankDebitPages.Form(session)}
                    {TestCardTable()}
                  </section>
                </div>
                """),
            PageWidth.Wide,
            status);
    }

    public static IResult Authentication(CheckoutSession session) => BankView.Page(session.AmountTotal, session.Currency, $"/c/pay/{session.Id}/authenticate");

    public static IResult Complete(CheckoutSession session) => Layout.Message(
        session.PaymentStatus == "unpaid" ? "This payment is on its way" : "This payment is complete",
        session.PaymentStatus == "unpaid"
            ? $"Your bank was asked for {Amounts.Display(session.AmountTotal, session.Currency)}. You have not been charged again."
            : $"You have paid {Amounts.Display(session.AmountTotal, session.Currency)}. You have not been charged again.",
        Link(session.ReturnTo(), "Continue to your order"));

    public static IResult Expired(CheckoutSession session) => Layout.Message(
        "This payment page has expired",
        "Nothing was charged. Go back to the shop and start the payment again.",
        session.CancelUrl is { } url ? Link(url, "Back to the shop") : Html.Empty,
        StatusCodes.Status410Gone);

    private static Html Summary(CheckoutSession session, string total) => Html.Of($"""
        <section class="summary" aria-labelledby="order-title">
          {Html.If(session.CancelUrl is not null, () => Html.Of($"""<p class="back"><a id="cancel" href="{session.CancelUrl}">← Cancel and go back</a></p>"""))}
          <h1 id="order-title">Your order</h1>
          <p class="total">{total}</p>
          <ul class="lines">
            {Html.Join(session.LineItems.Select(Line))}
          </ul>
          <dl class="sums"><dt>Total</dt><dd>{total} <span class="code">{session.Currency.ToUpperInvariant()}</span></dd></dl>
        </section>
        """);

    private static Html Line(LineItem line) => Html.Of($"""
        <li><span class="what">{line.Description}{Html.If(line.Quantity > 1, () => Html.Of($""" <small>× {(int)line.Quantity}</small>"""))}{Html.If(line.Note is not null, () => Html.Of($"""<small class="note">{line.Note}</small>"""))}</span><span class="amount">{Amounts.Display(line.AmountTotal, line.Currency)}</span></li>
        """);

    private static Html Failure(string? failure, IReadOnlyDictionary<string, string> errors)
    {
        var message = failure ?? (errors.Count > 0 ? "Please check the marked fields." : null);
        return message is null ? Html.Empty : Html.Of($"""<p class="alert" role="alert" id="payment-error">{message}</p>""");
    }

    private static Html Email(CheckoutSession session, CardForm form, IReadOnlyDictionary<string, string> errors) =>
        session.KnownEmail is { } known
            ? Html.Of($"""
                <div class="field">
                  <label for="email">E-mail</label>
                  <input id="email" name="email" type="email" value="{known}" readonly>
                </div>
                """)
            : (Input("email", "E-mail", form.Email, errors) with { Type = "email", Placeholder = "you@example.com" }).Render();

    private static Field Input(string name, string label, string value, IReadOnlyDictionary<string, string> errors) =>
        new(name, label) { Value = value, Error = errors.GetValueOrDefault(name) };

    private static Html TestCardTable() => Html.Of($"""
        <details class="help">
          <summary>Test cards</summary>
          <p>Any future expiry date and any three digits will do.</p>
          <table>
            <thead><tr><th scope="col">Number</th><th scope="col">What happens</th></tr></thead>
            <tbody>{Html.Join(TestCards.All.Select(card => Html.Of($"""<tr><td><code>{Grouped(card.Number)}</code></td><td>{card.Purpose}</td></tr>""")))}</tbody>
          </table>
        </details>
        """);

    private static string Grouped(string number) => string.Join(' ', number.Chunk(4).Select(group => new string(group)));

    private static Html Link(string url, string text) => Html.Of($"""<a class="button primary" href="{url}">{text}</a>""");
}
