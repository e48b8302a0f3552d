using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Refunds;

public static class RefundsFeature
{
    public static IServiceCollection AddRefunds(this IServiceCollection services) => services
        .AddSingleton<IRefundGateway, StripeRefundGateway>()
        .AddScoped<ApplyRefund>()
        .AddScoped<SendRefund>()
        .AddScoped<SweepRefunds>()
        .AddScoped<FollowRefund>()
        .AddScoped<RefundOrder>()
        .AddScoped<RequestRefund>()
        .AddScoped<DecideRefund>()
        .AddScoped<PreviewRefund>();

    public static IServiceCollection AddRefundHandlers(this IServiceCollection services) =>
        services.AddOutboxHandler<ProviderEventReceived, RefundOnProviderEvent>()
            .AddOutboxHandler<RefundBooked, RefundNotes>().AddOutboxHandler<RefundReturned, RefundNotes>();
}
