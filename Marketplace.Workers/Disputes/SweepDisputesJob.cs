using Marketplace.Core.Disputes;

namespace Marketplace.Workers.Disputes;

public sealed class SweepDisputesJob(SweepDisputes sweep)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => sweep.ExecuteAsync(cancellationToken);
}
