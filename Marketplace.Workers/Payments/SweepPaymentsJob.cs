using Marketplace.Core.Payments;

namespace Marketplace.Workers.Payments;

public sealed class SweepPaymentsJob(SweepPayments sweep)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => sweep.ExecuteAsync(cancellationToken);
}

public sealed class SweepProviderEventsJob(SweepProviderEvents sweep)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => sweep.ExecuteAsync(cancellationToken);
}
