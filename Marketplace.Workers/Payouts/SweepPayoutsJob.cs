using Marketplace.Core.Payouts;

namespace Marketplace.Workers.Payouts;

public sealed class SweepPayoutsJob(SweepTransfers transfers, SweepBankPayouts bankPayouts)
{
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        await transfers.ExecuteAsync(cancellationToken);
        await bankPayouts.ExecuteAsync(cancellationToken);
    }
}
