using Marketplace.StripeSandbox.Billing.Customers;
using Marketplace.StripeSandbox.Pages;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Billing.Invoices;

/// <summary>The hosted invoice: look at it, pay it, take it home as PDF.</summary>
internal static class InvoicePages
{
    public static void MapInvoicePages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/i/{key}", (string key, HttpContext http, SandboxWork work) => work.ExecuteAsync(http, scope => Show(scope, key)));
        app.MapGet("/i/{key}/pdf", (string key, HttpContext http, SandboxWork work) => work.ExecuteAsync(http, scope => Pdf(scope, key)));
        app.MapPost("/i/{key}", async (string key, HttpContext http, SandboxWork work) =>
        {
            var form = CardForm.From(await http.Request.ReadFormAsync(http.RequestAborted));
            return await work.ExecuteAsync(http, scope => Pay(scope, key, form));
        });
        app.MapGet("/i/{key}/authenticate", (string key, HttpContext http, SandboxWork work) => work.ExecuteAsync(http, scope => ShowAuthentication(scope, key)));
        app.MapPost("/i/{key}/authenticate", async (string key, HttpContext http, SandboxWork work) =>
        {
            var outcome = (await http.Request.ReadFormAsync(http.RequestAborted))["outcome"].ToString();
            return await work.ExecuteAsync(http, scope => Authenticate(scope, key, confirmed: outcome == "complete"));
        });
    }

    private static IResult Show(Scope scope, string key)
    {
        if (Find(scope, key) is not { } invoice)
        {
            return Layout.NotFound("There is no invoice with this address.");
        }

        return IsWaiting(scope, invoice) ? Results.Redirect($"/i/{key}/authenticate") : InvoiceView.Page(invoice, null);
    }

    private static IResult Pdf(Scope scope, string key) => Find(scope, key) is { } invoice
        ? Results.File(InvoicePdf.Of(invoice, scope.Find<Customer>(invoice.Customer)!), "application/pdf", $"Invoice-{invoice.Number}.pdf")
        : Layout.NotFound("There is no invoice with this address.");

    private static IResult Pay(Scope scope, string key, CardForm form)
    {
        if (Find(scope, key) is not { } invoice)
        {
            return Layout.NotFound("There is no invoice with this address.");
        }

        if (invoice.Status is not ("open" or "uncollectible"))
        {
            return Results.Redirect($"/i/{key}");
        }

        var (entry, errors) = (form with { Email = invoice.CustomerEmail ?? "unknown@example.com" }).Check(scope.Now);
        var problem = entry is null ? string.Join(' ', errors.Values) : CustomerCards.Refusal(entry)?.Message;
        if (problem is not null)
        {
            return InvoiceView.Page(invoice, problem);
        }

        scope = scope.At(scope.Now, invoice.Owner);
        var method = CustomerCards.Attach(scope, scope.Find<Customer>(invoice.Customer)!, entry!);
        var outcome = InvoiceCollection.Collect(scope, invoice, method, automatic: false);
        return outcome.Result == PaymentResult.Declined ? InvoiceView.Page(outcome.Invoice, outcome.Refusal!.Message) : Results.Redirect($"/i/{key}");
    }

    private static IResult ShowAuthentication(Scope scope, string key) => Find(scope, key) is { } invoice && IsWaiting(scope, invoice)
        ? BankView.Page(invoice.AmountDue, invoice.Currency, $"/i/{key}/authenticate")
        : Results.Redirect($"/i/{key}");

    private static IResult Authenticate(Scope scope, string key, bool confirmed)
    {
        if (Find(scope, key) is { } invoice && IsWaiting(scope, invoice))
        {
            InvoiceCollection.Authenticate(scope.At(scope.Now, invoice.Owner), invoice, confirmed);
        }

        return Results.Redirect($"/i/{key}");
    }

    private static bool IsWaiting(Scope scope, Invoice invoice) =>
        invoice.Status == "open" && InvoiceLifecycle.IntentOf(scope, invoice) is { Status: "requires_action" };

    private static Invoice? Find(Scope scope, string key) =>
        scope.Session.All<Invoice>().FirstOrDefault(i => i.PageKey == key && i.Status is not "draft");
}
