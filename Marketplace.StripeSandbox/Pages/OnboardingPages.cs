using Marketplace.StripeSandbox.Accounts;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Pages;

/// <summary>Where a seller gives the details that connected accounts need. The link opens it once; the form then has its own address.</summary>
internal static class OnboardingPages
{
    private static readonly Dictionary<string, string> NoErrors = new(StringComparer.Ordinal);

    public static void MapOnboardingPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/connect/onboarding/{token}", (string token, HttpContext http, SandboxWork work) => work.ExecuteAsync(http, scope => Enter(scope, token)));
        app.MapGet("/connect/details/{formToken}", (string formToken, HttpContext http, SandboxWork work) => work.ExecuteAsync(http, scope => Show(scope, formToken)));
        app.MapPost("/connect/details/{formToken}", async (string formToken, HttpContext http, SandboxWork work) =>
        {
            var form = Read(await http.Request.ReadFormAsync(http.RequestAborted));
            return await work.ExecuteAsync(http, scope => Submit(scope, formToken, form, http));
        });
    }

    private static IResult Enter(Scope scope, string token)
    {
        if (scope.Find<AccountLink>(token) is not { } link)
        {
            return Layout.NotFound("There is no onboarding with this address.");
        }

        if (!link.CanOpen(scope.Now))
        {
            return Results.Redirect(link.RefreshUrl);
        }

        scope.Put(link with { OpenedAt = scope.Now });
        return Results.Redirect($"/connect/details/{link.FormToken}");
    }

    private static IResult Show(Scope scope, string formToken)
    {
        if (FindLink(scope, formToken) is not { } link)
        {
            return Layout.NotFound("There is no onboarding with this address.");
        }

        if (!link.FormOpen(scope.Now))
        {
            return Results.Redirect(link.RefreshUrl);
        }

        var account = scope.Find<Account>(link.Account)!;
        return OnboardingView.Form(link, account, Prefilled(account), NoErrors, StatusCodes.Status200OK);
    }

    private static IResult Submit(Scope scope, string formToken, OnboardingForm form, HttpContext http)
    {
        if (FindLink(scope, formToken) is not { } link)
        {
            return Layout.NotFound("There is no onboarding with this address.");
        }

        if (!link.FormOpen(scope.Now))
        {
            return Results.Redirect(link.RefreshUrl);
        }

        var account = scope.Find<Account>(link.Account)!;
        var errors = form.Errors();
        if (errors.Count > 0)
        {
            return OnboardingView.Form(link, account, form, errors, StatusCodes.Status400BadRequest);
        }

        Onboarding.Submit(scope, account, form, http.Connection.RemoteIpAddress?.ToString(), http.Request.Headers.UserAgent.ToString());
        return Results.Redirect(link.ReturnUrl);
    }

    private static AccountLink? FindLink(Scope scope, string formToken) =>
        scope.Session.All<AccountLink>().FirstOrDefault(l => l.FormToken == formToken && l.OpenedAt is not null);

    private static OnboardingForm Prefilled(Account account)
    {
        var names = (account.HolderName ?? account.BusinessProfile.Name ?? "Alex Seller").Split(' ', 2, StringSplitOptions.TrimEntries);
        return new OnboardingForm(
            account.BusinessType ?? "individual",
            names[0],
            names.Length > 1 ? names[1] : "Seller",
            account.Country,
            TestBankAccounts.RoutingNumber,
            TestBankAccounts.Good);
    }

    private static OnboardingForm Read(IFormCollection form) => new(
        form["businessType"].ToString(),
        form["firstName"].ToString().Trim(),
        form["lastName"].ToString().Trim(),
        form["country"].ToString(),
        form["routingNumber"].ToString().Trim(),
        form["accountNumber"].ToString().Trim());
}
