using System.ComponentModel.DataAnnotations;
using Marketplace.Identity.Accounts;
using Marketplace.Identity.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Identity.Pages;

[EnableRateLimiting(FormLimits.Policy)]
public sealed class ForgotPasswordModel(ResetPassword reset, ReturnUrls returnUrls) : AccountPage(returnUrls)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (!await reset.RequestAsync(Input.Email.Trim(), CarriedReturnUrl, cancellationToken))
        {
            Refuse("", ["Our mail server does not answer at the moment. Try again in a minute."]);
            return Page();
        }

        return RedirectToPage(new { sent = true, returnUrl = CarriedReturnUrl });
    }

    public sealed class Form
    {
        [Display(Name = "E-mail address")]
        [Required(ErrorMessage = "Enter your e-mail address.")]
        [EmailAddress(ErrorMessage = "This is not an e-mail address.")]
        public string Email { get; set; } = "";
    }
}
