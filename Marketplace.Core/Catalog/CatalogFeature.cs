using Marketplace.Core.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Catalog;

public static class CatalogFeature
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddScoped<SeedCategories>()
        .AddScoped<CreateProduct>()
        .AddScoped<UpdateProduct>()
        .AddScoped<DeleteProduct>()
        .AddScoped<SubmitProduct>()
        .AddScoped<ApproveProduct>()
        .AddScoped<RejectProduct>()
        .AddScoped<AddProductImage>()
        .AddScoped<RemoveProductImage>();

    /// <summary>What the Workers do for the catalogue.</summary>
    public static IServiceCollection AddCatalogHandlers(this IServiceCollection services) =>
        services.AddOutboxHandler<MediaRemoved, RemoveMedia>();
}
