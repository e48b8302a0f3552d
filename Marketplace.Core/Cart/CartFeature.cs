using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Cart;

public static class CartFeature
{
    public static IServiceCollection AddCart(this IServiceCollection services) => services
        .AddScoped<CartReader>()
        .AddScoped<PutCartLine>()
        .AddScoped<RemoveCartLine>()
        .AddScoped<ClaimCart>()
        .AddScoped<SetCartDiscount>()
        .AddScoped<DiscountUses>()
        .AddScoped<PriceCart>();
}
