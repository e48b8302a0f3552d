using Hangfire;
using Marketplace.Core.Catalog;
using Marketplace.Core.Outbox;

namespace Marketplace.Workers.Catalog;

/// <summary>Visits a listing's addresses in a job of its own: a slow server must not hold up the outbox.</summary>
public sealed class LinksChangedHandler(IBackgroundJobClient jobs) : IOutboxHandler<ListingLinksChanged>
{
    public Task HandleAsync(ListingLinksChanged message, CancellationToken cancellationToken)
    {
        jobs.Enqueue<CheckLinksJob>(job => job.ExecuteAsync(message.ProductId, CancellationToken.None));
        return Task.CompletedTask;
    }
}

public sealed class CheckLinksJob(CheckLinks check)
{
    public Task ExecuteAsync(Guid productId, CancellationToken cancellationToken) => check.ExecuteAsync(productId, cancellationToken);
}

/// <summary>Each address once a week, a part of them every hour.</summary>
public sealed class CheckDueLinksJob(CheckLinks check)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => check.ExecuteDueAsync(cancellationToken);
}
