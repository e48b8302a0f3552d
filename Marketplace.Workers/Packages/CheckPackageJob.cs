using Hangfire;
using Marketplace.Core.Packages;

namespace Marketplace.Workers.Packages;

/// <summary>A job of its own rather than an outbox handler: two gigabytes take longer than an outbox row should stay locked.</summary>
public sealed class CheckPackageJob(CheckPackage check)
{
    [AutomaticRetry(Attempts = 5, DelaysInSeconds = [2, 10, 30, 120, 600])]
    public Task ExecuteAsync(Guid versionId, CancellationToken cancellationToken) => check.ExecuteAsync(versionId, cancellationToken);
}
