using Marketplace.Core.Payouts;

namespace Marketplace.Workers.Payouts;

public sealed class SweepPayoutsJob(SweepTransfers transfers, SweepReversals reversals, SweepAccounts accounts, SweepBankPayouts bankPayouts)
{
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        await transfers.ExecuteAsync(cancellationToken);
        await reversals.ExecuteAsync(cancellationToken);
        await accounts.ExecuteAsync(cancellationToken);
        await bankPayouts.ExecuteAsync(cancellationToken);
    }
}
