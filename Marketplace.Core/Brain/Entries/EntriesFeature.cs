using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Brain.Entries;

public static class EntriesFeature
{
    public static IServiceCollection AddEntries(this IServiceCollection services) => services
        .AddScoped<WriteEntry>()
        .AddScoped<EditEntry>()
        .AddScoped<PublishEntry>()
        .AddScoped<TakeBackEntry>()
        .AddScoped<DeleteEntry>()
        .AddScoped<DeprecateEntry>()
        .AddScoped<ReinstateEntry>()
        .AddScoped<MergeEntry>()
        .AddScoped<AskCommunity>()
        .AddScoped<CloseCommunityQuestion>();
}
