using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Core.Packages.Signing;

public static class SigningFeature
{
    public static IServiceCollection AddSigning(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(SigningSettings.From(configuration))
        .AddScoped<SigningKeys>();
}
