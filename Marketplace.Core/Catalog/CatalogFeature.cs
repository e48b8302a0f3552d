using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
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
        .AddScoped<SuspendProduct>()
        .AddScoped<RestoreProduct>()
        .AddScoped<ApproveChange>()
        .AddScoped<RejectChange>()
        .AddScoped<TakeBackChange>()
        .AddScoped<OrderProductImages>()
        .AddScoped<DescribeProductImage>()
        .AddScoped<AddProductImage>()
        .AddScoped<SetSellerBanner>()
        .AddScoped<SetSellerLook>()
        .AddScoped<RemoveProductImage>();

    /// <summary>What the Workers do for the catalogue. The host registers its <see cref="PublicHttp"/>.</summary>
    public static IServiceCollection AddCatalogHandlers(this IServiceCollection services) => services
        .AddScoped<LinkProbe>()
        .AddScoped<CheckLinks>()
        .AddOutboxHandler<PlanChanged, ArrangeListings>()
        .AddOutboxHandler<ListingTakenDown, ArrangeListings>()
        .AddOutboxHandler<MediaRemoved, RemoveMedia>();
}
