using System.ComponentModel.DataAnnotations;
using Marketplace.Identity.Accounts;
using Marketplace.Identity.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Marketplace.Identity.Pages;

[EnableRateLimiting(FormLimits.Policy)]
public sealed class ResetPasswordModel(ResetPassword reset, ReturnUrls returnUrls) : AccountPage(returnUrls)
{
    [BindProperty(SupportsGet = true)]
    public Guid UserId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    public bool Usable { get; private set; }

    public async Task OnGetAsync() => Usable = await reset.IsUsableAsync(UserId, Token);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Usable = true;
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var changed = await reset.ExecuteAsync(UserId, Token, Input.Password, cancellationToken);
        if (changed.Succeeded)
        {
            return RedirectToPage("/SignIn", new { reset = true, returnUrl = CarriedReturnUrl });
        }

        Usable = !changed.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.InvalidToken));
        Refuse("Input.Password", changed.Errors.Select(error => error.Description));
        return Page();
    }

    public sealed class Form
    {
        [Display(Name = "New password")]
        [Required(ErrorMessage = "Choose a password.")]
        [StringLength(128, ErrorMessage = "A password has at most {1} characters.")]
        public string Password { get; set; } = "";
    }
}
