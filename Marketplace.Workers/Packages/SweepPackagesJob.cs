using Marketplace.Core.Packages;

namespace Marketplace.Workers.Packages;

public sealed class SweepPackagesJob(SweepPackages sweep)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => sweep.ExecuteAsync(cancellationToken);
}
