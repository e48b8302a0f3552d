using System.Globalization;
using Marketplace.Identity.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Identity.Pages;

public sealed class ConfirmEmailModel(UserManager<Account> users, ReturnUrls returnUrls) : AccountPage(returnUrls)
{
    [BindProperty(SupportsGet = true)]
    public Guid UserId { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    public bool Confirmed { get; private set; }

    /// <summary>Confirms directly: mail programs that look into links first do no harm, for the link may be opened again.</summary>
    public async Task OnGetAsync()
    {
        var user = await users.FindByIdAsync(UserId.ToString("D", CultureInfo.InvariantCulture));
        Confirmed = user is not null
            && AccountMails.ReadToken(Token) is { } token
            && (await users.ConfirmEmailAsync(user, token)).Succeeded;
    }
}
