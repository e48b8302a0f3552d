using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Admin;

public static class AdminFeature
{
    public static IServiceCollection AddAdmin(this IServiceCollection services) => services.AddScoped<MoneyAlarms>();
}
