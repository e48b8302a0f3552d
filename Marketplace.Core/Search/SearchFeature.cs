using Marketplace.Core.Catalog;
using Marketplace.Core.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Search;

public static class SearchFeature
{
    /// <summary>Searching and indexing; every host that needs either.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services) => services
        .AddScoped<IProductIndex, PostgresProductIndex>()
        .AddScoped<RebuildIndex>()
        .AddScoped<VerifyIndex>()
        .AddOutboxHandler<ProductChanged, IndexProduct>();
}
