using Marketplace.Core.Payouts;

namespace Marketplace.Workers.Payouts;

public sealed class WeeklyPayoutsJob(RunWeeklyPayouts run)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => run.ExecuteAsync(cancellationToken);
}
