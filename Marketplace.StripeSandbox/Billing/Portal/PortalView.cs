using System.Globalization;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Billing.Invoices;
using Marketplace.StripeSandbox.Billing.Products;
using Marketplace.StripeSandbox.Billing.Subscriptions;
using Marketplace.StripeSandbox.Pages;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Portal;

internal static class PortalView
{
    public static IResult Page(Scope scope, PortalVisit visit, string? problem) => Layout.Page(
        "Your billing",
        Html.Of($"""
            {Html.If(visit.Session.ReturnUrl is not null, () => Html.Of($"""<p class="back"><a id="return" href="{visit.Session.ReturnUrl}">← Back to the shop</a></p>"""))}
            <h1>{visit.Customer.Name ?? visit.Customer.Email ?? "Your billing"}</h1>
            {Html.If(problem is not null, () => Html.Of($"""<p class="alert" role="alert" id="portal-error">{problem}</p>"""))}
            {Html.Join(visit.Subscriptions(scope).Select(s => Plan(scope, visit, s)))}
            {Html.If(visit.Features.PaymentMethodUpdate.Enabled, () => Card(scope, visit))}
            {Html.If(visit.Features.InvoiceHistory.Enabled, () => History(visit.Invoices(scope)))}
            """),
        status: problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static Html Plan(Scope scope, PortalVisit visit, Subscription subscription) => Html.Of($"""
        <section class="card" aria-label="Subscription">
          <p class="eyebrow">{subscription.Status.Replace('_', ' ')}</p>
          {Html.Join(subscription.Items.Data.Select(i => Html.Of($"<h2>{Name(scope, i.Price)}</h2>")))}
          <p>{(subscription.CancelAt is { } ends ? $"Ends on {Date(ends)}." : $"Renews on {Date(subscription.PeriodEnd())}.")}</p>
          {Html.If(visit.Features.SubscriptionUpdate.Enabled && subscription.Items.Data.Count == 1, () => Plans(scope, visit, subscription))}
          {Html.If(visit.Features.SubscriptionCancel.Enabled, () => subscription.CancelAt is null
              ? Form(visit, "cancel", subscription, "Cancel the subscription", "secondary")
              : Form(visit, "resume", subscription, "Keep the subscription", "primary"))}
        </section>
        """);

    private static Html Plans(Scope scope, PortalVisit visit, Subscription subscription)
    {
        var current = subscription.Items.Data[0].Price.Id;
        var prices = visit.Features.SubscriptionUpdate.Products.SelectMany(p => p.Prices).Where(p => p != current).Select(p => scope.Find<Price>(p)!);
        return Html.Of($"""
            <form method="post" action="/p/session/{visit.Session.PageKey}/plan">
              <input type="hidden" name="subscription" value="{subscription.Id}">
              <div class="field">
                <label for="price">Change to</label>
                <select id="price" name="price">{Html.Join(prices.Select(p => Html.Of($"""<option value="{p.Id}">{Name(scope, p)}</option>""")))}</select>
              </div>
              <button id="change-plan" class="primary" type="submit">Change plan</button>
            </form>
            """);
    }

    private static Html Form(PortalVisit visit, string action, Subscription subscription, string text, string kind) => Html.Of($"""
        <form method="post" action="/p/session/{visit.Session.PageKey}/{action}">
          <button id="{action}" class="{kind}" type="submit" name="subscription" value="{subscription.Id}">{text}</button>
        </form>
        """);

    private static Html Card(Scope scope, PortalVisit visit)
    {
        var method = visit.Customer.InvoiceSettings.DefaultPaymentMethod ?? visit.Subscriptions(scope).FirstOrDefault(s => s.DefaultPaymentMethod is not null)?.DefaultPaymentMethod;
        var card = method is null ? null : scope.Find<PaymentMethod>(method)?.Card;
        return Html.Of($"""
            <section class="card" aria-labelledby="card-title">
              <h2 id="card-title">Payment method</h2>
              <p>{(card is null ? "No card on file." : $"{card.Brand} ending in {card.Last4}")}</p>
              <form method="post" action="/p/session/{visit.Session.PageKey}/card" novalidate>
                {CardFields.Of(visit.Customer.Name ?? "")}
                <button id="save-card" class="primary" type="submit">Save card</button>
              </form>
            </section>
            """);
    }

    private static Html History(IReadOnlyList<Invoice> invoices) => Html.Of($"""
        <section class="card" aria-labelledby="invoices">
          <h2 id="invoices">Invoices</h2>
          {(invoices.Count == 0 ? Html.Of($"<p>No invoices yet.</p>") : Html.Of($"<ul class=\"plain\">{Html.Join(invoices.Select(Line))}</ul>"))}
        </section>
        """);

    private static Html Line(Invoice invoice) => Html.Of($"""
        <li><span>{Date(invoice.Created)} · {Amounts.Display(invoice.Total, invoice.Currency)} · {invoice.Status}</span> <a href="{invoice.HostedInvoiceUrl}">{invoice.Number}</a></li>
        """);

    private static string Name(Scope scope, Price price) =>
        $"{scope.Find<Product>(price.Product)!.Name}, {Amounts.Display(price.UnitAmount, price.Currency)} / {price.Recurring?.Display}";

    private static string Date(long time) => DateTimeOffset.FromUnixTimeSeconds(time).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
