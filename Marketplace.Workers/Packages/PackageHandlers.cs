using Marketplace.Core.Outbox;
using Marketplace.Core.Packages;

namespace Marketplace.Workers.Packages;

internal static class PackageHandlers
{
    public static IServiceCollection AddPackageHandlers(this IServiceCollection services) =>
        services.AddOutboxHandler<PackageUploaded, PackageUploadedHandler>();
}
