using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Selling;

public static class SellingFeature
{
    public static IServiceCollection AddSelling(this IServiceCollection services) => services.AddScoped<SaveDiscount>();
}
