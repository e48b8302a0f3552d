using Marketplace.Identity.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Marketplace.Identity.Pages;

/// <summary>What the account pages share: where the person came from, kept in the URL through every step and mail.</summary>
public abstract class AccountPage(ReturnUrls returnUrls) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Checked: a page of ours or of our applications, else the shop.</summary>
    public string SafeReturnUrl => returnUrls.Resolve(ReturnUrl);

    /// <summary>For links between these pages and into mails; null when nobody waits for the person's return.</summary>
    public string? CarriedReturnUrl => returnUrls.IsAllowed(ReturnUrl) ? ReturnUrl : null;

    protected RedirectToPageResult ToInbox(InboxTicket tickets, string email, bool mailSent) =>
        RedirectToPage("/CheckInbox", new
        {
            ticket = tickets.Write(new InboxTicket.Content(email, mailSent)),
            returnUrl = CarriedReturnUrl,
        });

    protected void Refuse(string field, IEnumerable<string> refusals)
    {
        foreach (var refusal in refusals)
        {
            ModelState.AddModelError(field, refusal);
        }
    }
}
