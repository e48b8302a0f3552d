using Marketplace.Identity.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Identity.Pages;

public sealed class SignOutModel(SignInManager<Account> signIn, ReturnUrls returnUrls) : AccountPage(returnUrls)
{
    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        return CarriedReturnUrl is { } next ? Redirect(next) : RedirectToPage();
    }
}
