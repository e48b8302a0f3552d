using System.Globalization;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;

namespace Marketplace.Identity.Accounts;

/// <summary>Sets a new password by a mailed link, which works once, and signs the account out everywhere else.</summary>
public sealed class ResetPassword(
    UserManager<Account> users, AccountMails mails, IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager authorizations)
{
    public async Task<bool> RequestAsync(string email, string? returnUrl, CancellationToken cancellationToken) =>
        await users.FindByEmailAsync(email) is { } user
            ? await mails.SendPasswordResetAsync(user, returnUrl, cancellationToken)
            : await mails.SendNothingAsync(cancellationToken);

    public async Task<bool> IsUsableAsync(Guid userId, string? token) =>
        await FindAsync(userId) is { } user
        && AccountMails.ReadToken(token) is { } secret
        && await users.VerifyUserTokenAsync(
            user, PasswordResetTokenProvider.Name, UserManager<Account>.ResetPasswordTokenPurpose, secret);

    public async Task<IdentityResult> ExecuteAsync(Guid userId, string? token, string password, CancellationToken cancellationToken)
    {
        if (await FindAsync(userId) is not { } user || AccountMails.ReadToken(token) is not { } secret)
        {
            return IdentityResult.Failed(users.ErrorDescriber.InvalidToken());
        }

        // The link came by mail: whoever has it owns the address. Saved together with the new password.
        user.EmailConfirmed = true;
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        var changed = await users.ResetPasswordAsync(user, secret, password);
        if (changed.Succeeded)
        {
            var subject = user.Id.ToString("D", CultureInfo.InvariantCulture);
            await tokens.RevokeBySubjectAsync(subject, cancellationToken);
            await authorizations.RevokeBySubjectAsync(subject, cancellationToken);
        }

        return changed;
    }

    private Task<Account?> FindAsync(Guid userId) => users.FindByIdAsync(userId.ToString("D", CultureInfo.InvariantCulture));
}
