using Marketplace.Identity.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Identity.Accounts;

/// <summary>Creates an account and mails the link that confirms its address. A known address gets a mail instead of an answer.</summary>
public sealed class RegisterAccount(UserManager<Account> users, IdentityDb db, AccountMails mails, TimeProvider clock)
{
    public async Task<Outcome> ExecuteAsync(
        string displayName, string email, string password, string? returnUrl, CancellationToken cancellationToken)
    {
        var user = Account.Create(Guid.CreateVersion7(), email, displayName, clock.GetUtcNow());
        if (await RefusePasswordAsync(user, password) is { } weak)
        {
            return weak;
        }

        if (await users.FindByEmailAsync(email) is { } known)
        {
            // Hashing takes most of the time of a registration: done here too, or the answer's speed would tell.
            users.PasswordHasher.HashPassword(known, password);
            return new Outcome([], await ResendAsync(known, returnUrl, cancellationToken));
        }

        return await CreateAsync(user, password, cancellationToken) switch
        {
            { Succeeded: true } => new Outcome([], await mails.SendConfirmationAsync(user, returnUrl, cancellationToken)),
            var refused => new Outcome([.. refused.Errors.Select(error => error.Description)], MailSent: false),
        };
    }

    /// <summary>Sends what the owner of the address needs next; an unknown address gets nothing, and the caller cannot tell.</summary>
    public async Task<bool> ResendAsync(string email, string? returnUrl, CancellationToken cancellationToken) =>
        await users.FindByEmailAsync(email) is { } user
            ? await ResendAsync(user, returnUrl, cancellationToken)
            : await mails.SendNothingAsync(cancellationToken);

    private Task<bool> ResendAsync(Account user, string? returnUrl, CancellationToken cancellationToken) => user.EmailConfirmed
        ? mails.SendAlreadyRegisteredAsync(user, returnUrl, cancellationToken)
        : mails.SendConfirmationAsync(user, returnUrl, cancellationToken);

    private async Task<Outcome?> RefusePasswordAsync(Account user, string password)
    {
        foreach (var validator in users.PasswordValidators)
        {
            if (await validator.ValidateAsync(users, user, password) is { Succeeded: false } refused)
            {
                return new Outcome([.. refused.Errors.Select(error => error.Description)], MailSent: false);
            }
        }

        return null;
    }

    private async Task<IdentityResult> CreateAsync(Account user, string password, CancellationToken cancellationToken)
    {
        // Saved together with the user: an account never exists without its role.
        var buyer = await db.Roles.SingleAsync(role => role.Name == Role.Buyer, cancellationToken);
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = buyer.Id });
        var created = await users.CreateAsync(user, password);
        if (!created.Succeeded)
        {
            db.ChangeTracker.Clear();
        }

        return created;
    }

    /// <param name="Refusals">Why there is no account; empty when there is one.</param>
    /// <param name="MailSent">False with an account: it exists, and the mail can be sent again.</param>
    public sealed record Outcome(IReadOnlyList<string> Refusals, bool MailSent);
}
