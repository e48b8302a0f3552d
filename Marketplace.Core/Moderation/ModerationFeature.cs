using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Moderation;

public static class ModerationFeature
{
    public static IServiceCollection AddModeration(this IServiceCollection services) => services
        .AddScoped<ReportContent>()
        .AddScoped<HideContent>()
        .AddScoped<DismissReports>()
        .AddScoped<RestoreContent>();
}
