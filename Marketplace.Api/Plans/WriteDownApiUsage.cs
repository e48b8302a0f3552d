namespace Marketplace.Api.Plans;

/// <summary>Writes the counted API requests down every few seconds, and once more when the host stops.</summary>
internal sealed class WriteDownApiUsage(ApiRequestCounter counter, ILogger<WriteDownApiUsage> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await counter.WriteDownAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What was counted stays in Redis and in memory; the next time writes it.
            logger.LogWarning(exception, "API requests are not written down");
        }
    }
}
