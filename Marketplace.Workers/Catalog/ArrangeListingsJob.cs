using Marketplace.Core.Catalog;

namespace Marketplace.Workers.Catalog;

/// <summary>Fits listings to plans where an event was missed.</summary>
public sealed class ArrangeListingsJob(ArrangeListings arrange)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => arrange.SweepAsync(cancellationToken);
}
