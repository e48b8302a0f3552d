using Marketplace.Core.Outbox;
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
        .AddScoped<PlanRights>()
        .AddScoped<OpenTeam>()
        .AddScoped<NameTeam>()
        .AddScoped<InviteMember>()
        .AddScoped<AcceptInvitation>()
        .AddScoped<RemoveSeat>()
        .AddScoped<LeaveTeam>()
        .AddScoped<TeamRights>()
        .AddScoped<TeamMembership>()
        .AddScoped<AskForPlan>()
        .AddScoped<ClosePlanRequest>()
        .AddScoped<GrantPlan>()
        .AddScoped<EndGrant>();

    /// <summary>What the workers run: members' rights follow their owner's.</summary>
    public static IServiceCollection AddAccountHandlers(this IServiceCollection services) => services.AddOutboxHandler<PlanChanged, FollowOwnersPlan>();
}
