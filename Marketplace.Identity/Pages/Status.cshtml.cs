using System.Diagnostics;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Marketplace.Identity.Pages;

/// <summary>Every answer without a page of its own: wrong address, stale form, refused sign-in request, too many tries, our fault.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class StatusModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int Code { get; set; }

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string? TraceId { get; private set; }

    public void OnGet() => Explain();

    public void OnPost() => Explain();

    private void Explain()
    {
        Response.StatusCode = Code is >= 400 and <= 599 ? Code : StatusCodes.Status404NotFound;
        (Title, Text) = Response.StatusCode switch
        {
            _ when HttpContext.GetOpenIddictServerResponse() is { Error: not null } refusal =>
                ("This sign-in request does not work", refusal.ErrorDescription ?? refusal.Error!),
            400 => ("This form is out of date", "Go back, load the page again and send it once more. Cookies must be allowed."),
            403 => ("Not for this account", "You are signed in, but this page is not open to your account."),
            404 => ("There is nothing here", "The address may have a typing error, or the page has moved."),
            429 => ("Too many tries", "Wait a minute, then try again."),
            >= 500 => ("Something went wrong on our side", "Nothing you entered is to blame. Try again in a moment."),
            _ => ("This did not work", "Go back and try again."),
        };
        TraceId = Response.StatusCode >= 500 ? Activity.Current?.TraceId.ToHexString() : null;
    }
}
