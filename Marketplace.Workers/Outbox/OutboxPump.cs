using Marketplace.Core.Outbox;

namespace Marketplace.Workers.Outbox;

/// <summary>Drains the outbox, a few messages at a time; idle, it looks again after half a second.</summary>
public sealed class OutboxPump(IServiceScopeFactory scopes, ILogger<OutboxPump> logger) : BackgroundService
{
    private const int Lanes = 3;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => DrainAsync(stoppingToken)));

    private async Task DrainAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                if (!await scope.ServiceProvider.GetRequiredService<DispatchOutbox>().ExecuteAsync(stoppingToken))
                {
                    await Task.Delay(Idle, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The database is away or starting: keep trying, the messages wait.
                logger.LogError(exception, "The outbox cannot be drained");
                await Task.Delay(AfterFailure, stoppingToken);
            }
        }
    }
}
