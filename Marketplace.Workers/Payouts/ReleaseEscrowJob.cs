using Marketplace.Core.Payouts;

namespace Marketplace.Workers.Payouts;

public sealed class ReleaseEscrowJob(ReleaseEscrow release)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => release.ExecuteAsync(cancellationToken);
}
