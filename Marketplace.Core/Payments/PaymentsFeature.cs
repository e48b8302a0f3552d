using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Stripe;

namespace Marketplace.Core.Payments;

public static class PaymentsFeature
{
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration)
    {
        var web = configuration["Clients:Web"] ?? throw new InvalidOperationException("Clients:Web, the web app's address, is not set.");
        services.AddSingleton(new CheckoutUrls(new Uri(web)));
        services.AddSingleton(SettlementCurrency.From(configuration));
        services.AddSingleton(StripeOptions.From(configuration));
        services.AddHttpClient("stripe");
        services.AddSingleton<IStripeClient>(provider =>
        {
            var options = provider.GetRequiredService<StripeOptions>();
            var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("stripe");
            return new StripeClient(new StripeClientOptions
            {
                ApiKey = options.SecretKey,
                ApiBase = options.ApiBase?.TrimEnd('/'),
                HttpClient = new SystemNetHttpClient(http, maxNetworkRetries: 2, enableTelemetry: false),
            });
        });
        services.AddSingleton<IPaymentGateway, StripePaymentGateway>();
        services.AddSingleton<IBalanceGateway, StripeBalanceGateway>();
        services.AddScoped<StartCheckout>();
        services.AddScoped<CheckoutPages>();
        services.AddScoped<ClaimGuestOrders>();
        services.AddScoped<SettlePayment>();
        services.AddScoped<SweepPayments>();
        services.AddScoped<ReceiveProviderEvent>();
        services.AddScoped<SweepProviderEvents>();
        return services;
    }

    public static IServiceCollection AddPaymentHandlers(this IServiceCollection services) =>
        services.AddOutboxHandler<ProviderEventReceived, SettleOnProviderEvent>().AddOutboxHandler<OrderPaid, RecordTaxedSale>();
}
