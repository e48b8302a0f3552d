using System.Globalization;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Pages;

namespace Marketplace.StripeSandbox.Billing.Invoices;

internal static class InvoiceView
{
    public static IResult Page(Invoice invoice, string? problem) => Layout.Page(
        $"Invoice {invoice.Number}",
        Html.Of($"""
            <section class="card">
              <p class="eyebrow">Invoice {invoice.Number} · <span id="status">{invoice.Status}</span></p>
              <h1>{Amounts.Display(invoice.AmountDue, invoice.Currency)}</h1>
              <p>{Date(invoice.EffectiveAt ?? invoice.Created)}, for {invoice.CustomerName ?? invoice.CustomerEmail ?? invoice.Customer}</p>
              <ul class="lines">{Html.Join(invoice.Lines.Data.Select(Line))}</ul>
              <dl class="sums"><dt>Total</dt><dd>{Amounts.Display(invoice.Total, invoice.Currency)}</dd><dt>Paid</dt><dd>{Amounts.Display(invoice.AmountPaid, invoice.Currency)}</dd></dl>
              <p class="actions"><a id="pdf" class="button secondary" href="/i/{invoice.PageKey}/pdf">Download PDF</a></p>
            </section>
            {Html.If(invoice.Status is "open" or "uncollectible", () => Form(invoice, problem))}
            """),
        status: problem is null ? StatusCodes.Status200OK : StatusCodes.Status402PaymentRequired);

    private static Html Form(Invoice invoice, string? problem) => Html.Of($"""
        <section class="card" aria-labelledby="pay-title">
          <h2 id="pay-title">Pay by card</h2>
          {Html.If(problem is not null, () => Html.Of($"""<p class="alert" role="alert" id="payment-error">{problem}</p>"""))}
          <form method="post" action="/i/{invoice.PageKey}" novalidate>
            {CardFields.Of(invoice.CustomerName ?? "")}
            <button id="pay" type="submit" class="primary">Pay {Amounts.Display(invoice.AmountRemaining, invoice.Currency)}</button>
          </form>
        </section>
        """);

    private static Html Line(InvoiceLine line) => Html.Of($"""
        <li><span class="what">{line.Description}<small class="note">{Date(line.Period.Start)} to {Date(line.Period.End)}</small></span><span class="amount">{Amounts.Display(line.Amount, line.Currency)}</span></li>
        """);

    private static string Date(long time) => DateTimeOffset.FromUnixTimeSeconds(time).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
