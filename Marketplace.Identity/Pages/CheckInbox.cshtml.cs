using System.ComponentModel.DataAnnotations;
using Marketplace.Identity.Accounts;
using Marketplace.Identity.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Identity.Pages;

[EnableRateLimiting(FormLimits.Policy)]
public sealed class CheckInboxModel(RegisterAccount register, InboxTicket tickets, ReturnUrls returnUrls) : AccountPage(returnUrls)
{
    [BindProperty(SupportsGet = true)]
    public string? Ticket { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Whom the last mail went to; null when the page is opened without having sent one.</summary>
    public InboxTicket.Content? Last { get; private set; }

    public void OnGet()
    {
        Last = tickets.Read(Ticket);
        Input.Email = Last?.Email ?? "";
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            Last = tickets.Read(Ticket);
            return Page();
        }

        var sent = await register.ResendAsync(Input.Email.Trim(), CarriedReturnUrl, cancellationToken);
        return ToInbox(tickets, Input.Email.Trim(), sent);
    }

    public sealed class Form
    {
        [Display(Name = "E-mail address")]
        [Required(ErrorMessage = "Enter your e-mail address.")]
        [EmailAddress(ErrorMessage = "This is not an e-mail address.")]
        public string Email { get; set; } = "";
    }
}
