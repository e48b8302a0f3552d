using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Marketplace.Identity.Accounts;

/// <summary>Its own provider, because a link that sets a password lives shorter than one that confirms an address.</summary>
internal sealed class PasswordResetTokenProvider(
    IDataProtectionProvider protection, IOptions<PasswordResetTokenOptions> options, ILogger<PasswordResetTokenProvider> logger)
    : DataProtectorTokenProvider<Account>(protection, options, logger)
{
    public new const string Name = "PasswordReset";
}

internal sealed class PasswordResetTokenOptions : DataProtectionTokenProviderOptions
{
    public PasswordResetTokenOptions()
    {
        Name = PasswordResetTokenProvider.Name;
        TokenLifespan = AccountPolicy.ResetLifetime;
    }
}
