using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Orders;

public static class OrdersFeature
{
    public static IServiceCollection AddOrders(this IServiceCollection services) => services.AddScoped<GetDownload>();
}
