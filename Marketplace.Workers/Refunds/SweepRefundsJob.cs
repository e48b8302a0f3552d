using Marketplace.Core.Refunds;

namespace Marketplace.Workers.Refunds;

public sealed class SweepRefundsJob(SweepRefunds sweep)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => sweep.ExecuteAsync(cancellationToken);
}
