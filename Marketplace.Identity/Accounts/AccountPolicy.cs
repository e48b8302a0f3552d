using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Accounts;

/// <summary>What an account demands: length instead of character classes, a confirmed address, a rest after wrong tries.</summary>
public static class AccountPolicy
{
    public const int DisplayNameMaxLength = 60;
    public const int PasswordMinLength = 10;
    public const int FailuresBeforeLockout = 5;

    public static readonly TimeSpan LockoutTime = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan ConfirmationLifetime = TimeSpan.FromHours(72);
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    public static void Apply(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;

        // The user name is the address, which may hold any letter.
        options.User.AllowedUserNameCharacters = "";
        options.SignIn.RequireConfirmedEmail = true;
        options.Lockout.MaxFailedAccessAttempts = FailuresBeforeLockout;
        options.Lockout.DefaultLockoutTimeSpan = LockoutTime;

        options.Password.RequiredLength = PasswordMinLength;
        options.Password.RequiredUniqueChars = 4;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
    }
}
