using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Moderation;

public static class ModerationFeature
{
    public static IServiceCollection AddModeration(this IServiceCollection services) => services
        .AddScoped<ReportContent>()
        .AddScoped<HideContent>()
        .AddScoped<DismissReports>()
        .AddScoped<RestoreContent>();

    /// <summary>What the workers run.</summary>
    public static IServiceCollection AddModerationHandlers(this IServiceCollection services) => services.AddOutboxHandler<EntryPublished, FlagEntry>();
}
