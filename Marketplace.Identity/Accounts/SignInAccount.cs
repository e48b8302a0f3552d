using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Accounts;

public enum SignInOutcome
{
    SignedIn,

    /// <summary>Unknown address, wrong password or resting account: the person is told all three at once.</summary>
    Refused,

    /// <summary>Only said to somebody who knows the password.</summary>
    Unconfirmed,
}

public sealed class SignInAccount(UserManager<Account> users, SignInManager<Account> signIn, ILogger<SignInAccount> logger)
{
    private static readonly Account Nobody = Account.Create(Guid.Empty, "nobody@invalid", "", DateTimeOffset.UnixEpoch);
    private static readonly string NobodysHash = new PasswordHasher<Account>().HashPassword(Nobody, Guid.NewGuid().ToString());

    public async Task<SignInOutcome> ExecuteAsync(string email, string password)
    {
        var user = await users.FindByEmailAsync(email);
        if (user is null || await users.IsLockedOutAsync(user))
        {
            // As slow as checking a password, so that time does not tell which addresses exist.
            users.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
            return SignInOutcome.Refused;
        }

        if (!await users.CheckPasswordAsync(user, password))
        {
            await users.AccessFailedAsync(user);
            logger.LogInformation("A sign-in of user {UserId} failed.", user.Id);
            return SignInOutcome.Refused;
        }

        if (!await signIn.CanSignInAsync(user))
        {
            return SignInOutcome.Unconfirmed;
        }

        await users.ResetAccessFailedCountAsync(user);
        await signIn.SignInAsync(user, isPersistent: false);
        return SignInOutcome.SignedIn;
    }
}
