using Marketplace.Core.Catalog;
using Marketplace.Core.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Search;

public static class SearchFeature
{
    public static IServiceCollection AddSearch(this IServiceCollection services) => services
        .AddScoped<IProductIndex, PostgresProductIndex>()
        .AddScoped<IndexProduct>()
        .AddScoped<RebuildIndex>()
        .AddScoped<VerifyIndex>();

    public static IServiceCollection AddSearchHandlers(this IServiceCollection services) => services
        .AddOutboxHandler<ProductChanged, IndexProduct>();
}
