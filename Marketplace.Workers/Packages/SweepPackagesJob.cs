using Hangfire;
using Marketplace.Core.Packages;
using Marketplace.Core.Packages.Signing;

namespace Marketplace.Workers.Packages;

public sealed class SweepPackagesJob(SweepPackages sweep)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => sweep.ExecuteAsync(cancellationToken);
}

public sealed class AuditPackagesJob(AuditPackages audit)
{
    // Scans take a while: the next run waits for its turn instead of scanning the same.
    [DisableConcurrentExecution(timeoutInSeconds: 1)]
    public Task ExecuteAsync(CancellationToken cancellationToken) => audit.ExecuteAsync(cancellationToken);
}

public sealed class RotateSigningKeyJob(SigningKeys keys)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => keys.RotateIfDueAsync(cancellationToken);
}
