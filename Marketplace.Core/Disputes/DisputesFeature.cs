using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Marketplace.Core.Refunds;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Disputes;

public static class DisputesFeature
{
    public static IServiceCollection AddDisputes(this IServiceCollection services) => services
        .AddSingleton<IDisputeGateway, StripeDisputeGateway>()
        .AddScoped<FollowDispute>()
        .AddScoped<FollowFraudWarning>()
        .AddScoped<CloseFraudWarning>()
        .AddScoped<CollectEvidence>()
        .AddScoped<SubmitEvidence>()
        .AddScoped<SweepDisputes>();

    public static IServiceCollection AddDisputeHandlers(this IServiceCollection services) => services
        .AddOutboxHandler<ProviderEventReceived, DisputeOnProviderEvent>()
        .AddOutboxHandler<RefundBooked, CloseFraudWarning>()
        .AddOutboxHandler<DisputeClosed, CreditNoteOnDisputeLost>();
}
