using System.ComponentModel.DataAnnotations;
using Marketplace.Identity.Accounts;
using Marketplace.Identity.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Identity.Pages;

[EnableRateLimiting(FormLimits.Policy)]
public sealed class RegisterModel(RegisterAccount register, InboxTicket tickets, ReturnUrls returnUrls) : AccountPage(returnUrls)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await register.ExecuteAsync(
            Input.DisplayName.Trim(), Input.Email.Trim(), Input.Password, CarriedReturnUrl, cancellationToken);
        if (outcome.Refusals.Count > 0)
        {
            Refuse("Input.Password", outcome.Refusals);
            return Page();
        }

        return ToInbox(tickets, Input.Email.Trim(), outcome.MailSent);
    }

    public sealed class Form
    {
        [Display(Name = "Your name")]
        [Required(ErrorMessage = "Tell us a name to show.")]
        [StringLength(AccountPolicy.DisplayNameMaxLength, ErrorMessage = "A name has at most {1} characters.")]
        public string DisplayName { get; set; } = "";

        [Display(Name = "E-mail address")]
        [Required(ErrorMessage = "Enter your e-mail address.")]
        [EmailAddress(ErrorMessage = "This is not an e-mail address.")]
        [StringLength(254, ErrorMessage = "An e-mail address has at most {1} characters.")]
        public string Email { get; set; } = "";

        [Required(ErrorMessage = "Choose a password.")]
        [StringLength(128, ErrorMessage = "A password has at most {1} characters.")]
        public string Password { get; set; } = "";
    }
}
