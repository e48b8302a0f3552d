using Hangfire;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages;

namespace Marketplace.Workers.Packages;

/// <summary>Starts the check. Enqueued twice, the second finds nothing to do.</summary>
public sealed class PackageUploadedHandler(IBackgroundJobClient jobs) : IOutboxHandler<PackageUploaded>
{
    public Task HandleAsync(PackageUploaded message, CancellationToken cancellationToken)
    {
        jobs.Enqueue<CheckPackageJob>(job => job.ExecuteAsync(message.VersionId, CancellationToken.None));
        return Task.CompletedTask;
    }
}
