using System.Net.Mail;
using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Checkout;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Pages;

/// <summary>The other way to pay on the hosted page, where the shop allows it.</summary>
internal static class BankDebitPages
{
    public static void MapBankDebitPages(this IEndpointRouteBuilder app) =>
        app.MapPost("/c/pay/{id}/bank", async (string id, HttpContext http, SandboxWork work) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            return await work.ExecuteAsync(http, scope => Pay(scope, id, form));
        });

    public static Html Form(CheckoutSession session) => Html.If(session.PaymentMethodTypes.Contains(BankDebits.Method), () => Html.Of($"""
        <details class="help" id="bank">
          <summary>Pay from a US bank account instead</summary>
          <p class="hint">The bank takes about four days. You get what you bought when the money has arrived.</p>
          <form method="post" action="/c/pay/{session.Id}/bank">
            {Html.If(session.KnownEmail is null, () => new Field("bankEmail", "E-mail") { Type = "email", Placeholder = "you@example.com" }.Render())}
            {new Field("bankName", "Name of the account holder")}
            <div class="field">
              <label for="bankAccount">Bank account</label>
              <select id="bankAccount" name="bankAccount">{Html.Join(TestBankAccounts.All.Select(Option))}</select>
            </div>
            <button id="pay-bank" type="submit" class="secondary">Pay {Amounts.Display(session.AmountTotal, session.Currency)} by bank debit</button>
          </form>
        </details>
        """));

    private static IResult Pay(Scope scope, string id, IFormCollection form)
    {
        if (scope.Find<CheckoutSession>(id) is not { } session || !session.PaymentMethodTypes.Contains(BankDebits.Method))
        {
            return Layout.NotFound("There is no payment by bank account with this address. Go back to the shop and start again.");
        }

        if (session.Status == "complete")
        {
            return Results.Redirect(session.ReturnTo());
        }

        var entry = new BankDebitEntry(form["bankAccount"].ToString(), form["bankName"].ToString().Trim(), session.KnownEmail ?? form["bankEmail"].ToString().Trim());
        var complete = TestBankAccounts.Knows(entry.AccountNumber) && entry.Name.Length > 0 && MailAddress.TryCreate(entry.Email, out _);
        if (session.Status != "open" || session.ExpiresAt <= scope.Created || !complete)
        {
            return Results.Redirect($"/c/pay/{id}");
        }

        BankDebits.Start(scope, session, entry);
        return Results.Redirect(session.ReturnTo());
    }

    private static Html Option((string Number, string? Failure) account) => Html.Of($"""
        <option value="{account.Number}">{account.Number} {(account.Failure is null ? "clears" : $"comes back: {account.Failure}")}</option>
        """);
}
