using System.Text;
using Marketplace.Identity.Hosting;
using Marketplace.ServiceDefaults.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.Identity.Accounts;

/// <summary>The mails about an account. All are sent while the person waits, so that a mail server that is away is seen at once.</summary>
public sealed class AccountMails(UserManager<Account> users, MailClient mail, PublicAddress address, ILogger<AccountMails> logger)
{
    public async Task<bool> SendConfirmationAsync(Account user, string? returnUrl, CancellationToken cancellationToken)
    {
        var token = await users.GenerateEmailConfirmationTokenAsync(user);
        return await SendAsync(user, "Confirm your e-mail address", new MailText(
            $"Welcome, {user.DisplayName}",
            ["One step is left: confirm that this e-mail address is yours."],
            "Confirm my address",
            Link("/confirm-email", user, token, returnUrl),
            "The link works for three days. If you did not create an account, ignore this mail."), cancellationToken);
    }

    /// <summary>What somebody gets who registers a second time: the form itself does not tell which addresses it knows.</summary>
    public Task<bool> SendAlreadyRegisteredAsync(Account user, string? returnUrl, CancellationToken cancellationToken) =>
        SendAsync(user, "You already have an account", new MailText(
            $"Welcome back, {user.DisplayName}",
            ["Somebody, probably you, tried to create an account with this e-mail address. It has one already: sign in, or choose a new password if you forgot yours."],
            "Sign in",
            address.Link("/sign-in", Query(("returnUrl", returnUrl))),
            "If it was not you, nothing has changed and there is nothing to do."), cancellationToken);

    public async Task<bool> SendPasswordResetAsync(Account user, string? returnUrl, CancellationToken cancellationToken)
    {
        var token = await users.GeneratePasswordResetTokenAsync(user);
        return await SendAsync(user, "Choose a new password", new MailText(
            "Choose a new password",
            ["Somebody, probably you, asked for a new password for your account."],
            "Choose a new password",
            Link("/reset-password", user, token, returnUrl),
            "The link works once, for one hour. If it was not you, ignore this mail: your password stays as it is."), cancellationToken);
    }

    /// <summary>The work of a mail to nobody: an unknown address gets the same answer as a known one, a mail server that is away included.</summary>
    public async Task<bool> SendNothingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await mail.PingAsync(cancellationToken);
            return true;
        }
        catch (SmtpUnavailableException)
        {
            return false;
        }
    }

    public static string? ReadToken(string? token)
    {
        try
        {
            return token is null ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<bool> SendAsync(Account user, string subject, MailText text, CancellationToken cancellationToken)
    {
        try
        {
            await mail.SendAsync(new MailMessage(user.Email!, subject, text.ToHtml(), text.ToText()), cancellationToken);
            return true;
        }
        catch (SmtpUnavailableException exception)
        {
            logger.LogWarning(exception, "The mail \"{Subject}\" to user {UserId} was not sent.", subject, user.Id);
            return false;
        }
    }

    private string Link(string path, Account user, string token, string? returnUrl) => address.Link(path, Query(
        ("userId", user.Id.ToString("D")),
        ("token", WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token))),
        ("returnUrl", returnUrl)));

    private static QueryString Query(params IEnumerable<(string Key, string? Value)> parameters) => QueryString.Create(
        parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value))
            .Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value)));
}
