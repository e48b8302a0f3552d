using Marketplace.Core.Analytics;

namespace Marketplace.Workers.Analytics;

/// <summary>Asked for often; daily it compares the sellers' figures with the books.</summary>
public sealed class CheckAggregatesJob(CheckAggregates check)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => check.ExecuteIfDueAsync(cancellationToken);
}
