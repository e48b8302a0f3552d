using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Hosting;

/// <summary>Builds EF's model and opens a connection before the host counts as ready: the first query costs about a second of CPU.</summary>
internal sealed class WarmUp(IServiceScopeFactory scopes) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<MarketplaceDb>().Products.AsNoTracking().OrderBy(product => product.Id).Select(product => product.Id).FirstOrDefaultAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
