using Marketplace.Core.Reconciliation;

namespace Marketplace.Workers.Reconciliation;

public sealed class ReconcileJob(Reconcile reconcile)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => reconcile.ExecuteAsync(isForced: false, cancellationToken);
}
