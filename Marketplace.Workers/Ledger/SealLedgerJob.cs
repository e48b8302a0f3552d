using Marketplace.Core.Ledger;

namespace Marketplace.Workers.Ledger;

public sealed class SealLedgerJob(SealEntries seal)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => seal.ExecuteAsync(cancellationToken);
}
