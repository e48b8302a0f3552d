using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Accounts;

internal static class AccountsFeature
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<ReturnUrls>();
        services.AddSingleton<InboxTicket>();
        services.AddScoped<AccountMails>();
        services.AddScoped<RegisterAccount>();
        services.AddScoped<SignInAccount>();
        services.AddScoped<ResetPassword>();
        services.Configure<IdentityOptions>(options => options.Tokens.PasswordResetTokenProvider = PasswordResetTokenProvider.Name);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = AccountPolicy.ConfirmationLifetime);
    }
}
