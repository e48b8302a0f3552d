using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Accounts;

public static class AccountsFeature
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddScoped<EnsureUser>()
        .AddScoped<EnsureGuest>()
        .AddScoped<UpdateProfile>()
        .AddScoped<FollowSeller>()
        .AddScoped<CreateToken>()
        .AddScoped<RevokeToken>()
        .AddScoped<AcceptToken>()
        .AddScoped<PlanRights>();
}
