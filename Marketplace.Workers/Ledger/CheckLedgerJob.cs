using Marketplace.Core.Ledger;

namespace Marketplace.Workers.Ledger;

/// <summary>Asked for often; hourly it checks the books, daily the chain.</summary>
public sealed class CheckLedgerJob(CheckLedger check)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => check.ExecuteAsync(isForced: false, cancellationToken);
}
