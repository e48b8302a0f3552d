using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Subscriptions;

public static class SubscriptionsFeature
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services) => services
        .AddSingleton<IBillingGateway, StripeBillingGateway>()
        .AddScoped<MirrorPlans>()
        .AddScoped<FollowSubscription>()
        .AddScoped<BookSubscriptions>()
        .AddScoped<Subscribe>()
        .AddScoped<OpenSubscriptionPage>()
        .AddScoped<ChangeSubscription>()
        .AddScoped<PreviewSubscription>()
        .AddScoped<RefreshSubscription>()
        .AddScoped<BillingPortal>()
        .AddScoped<SweepSubscriptions>();

    public static IServiceCollection AddSubscriptionHandlers(this IServiceCollection services) =>
        services.AddOutboxHandler<ProviderEventReceived, SubscriptionOnProviderEvent>();
}
