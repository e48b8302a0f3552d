using Marketplace.Core.Packages;

namespace Marketplace.Workers.Packages;

public sealed class SweepStrayUploadsJob(SweepStrayUploads sweep)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => sweep.ExecuteAsync(cancellationToken);
}
