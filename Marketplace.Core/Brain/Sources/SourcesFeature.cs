using Marketplace.Core.Catalog;
using Marketplace.Core.Outbox;
using Marketplace.Core.Questions;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Brain.Sources;

public static class SourcesFeature
{
    public static IServiceCollection AddSources(this IServiceCollection services) => services.AddScoped<OpenSources>().AddScoped<PackageDocs>();

    public static IServiceCollection AddSourceHandlers(this IServiceCollection services) => services
        .AddOutboxHandler<SourcesChanged, GatherSources>()
        .AddOutboxHandler<ProductChanged, GatherSources>()
        .AddOutboxHandler<FaqChanged, GatherSources>();
}
