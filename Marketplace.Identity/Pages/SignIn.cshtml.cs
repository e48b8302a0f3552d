using System.ComponentModel.DataAnnotations;
using Marketplace.Identity.Accounts;
using Marketplace.Identity.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Identity.Pages;

[EnableRateLimiting(FormLimits.Policy)]
public sealed class SignInModel(SignInAccount signIn, ReturnUrls returnUrls) : AccountPage(returnUrls)
{
    [BindProperty]
    public Form Input { get; set; } = new();

    /// <summary>Set after a new password was chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Reset { get; set; }

    public bool Unconfirmed { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        switch (await signIn.ExecuteAsync(Input.Email.Trim(), Input.Password))
        {
            case SignInOutcome.SignedIn:
                return Redirect(SafeReturnUrl);
            case SignInOutcome.Unconfirmed:
                Unconfirmed = true;
                return Page();
            default:
                Refuse("",
                [
                    "That e-mail address and password do not match an account.",
                    $"After {AccountPolicy.FailuresBeforeLockout} failed tries an account rests for {AccountPolicy.LockoutTime.TotalMinutes:0} minutes.",
                ]);
                return Page();
        }
    }

    public sealed class Form
    {
        [Display(Name = "E-mail address")]
        [Required(ErrorMessage = "Enter your e-mail address.")]
        public string Email { get; set; } = "";

        [Required(ErrorMessage = "Enter your password.")]
        public string Password { get; set; } = "";
    }
}
