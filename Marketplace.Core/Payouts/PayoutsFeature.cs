using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Payouts;

public static class PayoutsFeature
{
    public static IServiceCollection AddPayouts(this IServiceCollection services) => services
        .AddScoped<StartOnboarding>()
        .AddScoped<RefreshSellerAccount>()
        .AddScoped<ReleaseEscrow>()
        .AddScoped<RunWeeklyPayouts>()
        .AddScoped<SendTransfer>()
        .AddScoped<SweepTransfers>()
        .AddScoped<PayoutStandings>()
        .AddScoped<HoldPayouts>()
        .AddScoped<SendReversal>()
        .AddScoped<SweepReversals>()
        .AddScoped<SweepAccounts>()
        .AddScoped<RecordBankPayout>()
        .AddScoped<SweepBankPayouts>();

    public static IServiceCollection AddPayoutHandlers(this IServiceCollection services) =>
        services.AddOutboxHandler<ProviderEventReceived, FollowOnProviderEvent>().AddOutboxHandler<ReversalPlanned, SendReversal>();
}
