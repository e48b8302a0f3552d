using Marketplace.Core.Webhooks;

namespace Marketplace.Workers.Webhooks;

/// <summary>
/// Sends webhooks, many at once, because most of the time is the receivers'. What is under way when the host stops is waited for; what a killed
/// worker had under way is sent by another when its lease has run out.
/// </summary>
public sealed class WebhookPump(IServiceScopeFactory scopes, WebhookMeter meter, TimeProvider time, ILogger<WebhookPump> logger) : BackgroundService
{
    private const int Lanes = 64;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var underWay = new HashSet<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            underWay.RemoveWhere(task => task.IsCompleted);
            var claimed = underWay.Count < Lanes ? await ClaimAsync(Lanes - underWay.Count, stoppingToken) : [];
            underWay.UnionWith(claimed.Select(delivery => Task.Run(() => SendAsync(delivery), CancellationToken.None)));
            await PauseAsync(underWay, claimed.Count > 0, stoppingToken);
        }

        await Task.WhenAll(underWay);
    }

    private async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(int room, CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var claimed = await scope.ServiceProvider.GetRequiredService<ClaimDeliveries>().ExecuteAsync(room, stoppingToken);
            var now = time.GetUtcNow();
            foreach (var delivery in claimed)
            {
                meter.Claimed(delivery, now);
            }

            return claimed;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // The database is away or starting: keep trying, the deliveries wait.
            logger.LogError(exception, "Webhooks cannot be claimed");
            await Task.Delay(AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    /// <summary>Until something may have changed: an endpoint has room again, or time has passed.</summary>
    private static async Task PauseAsync(HashSet<Task> underWay, bool isBusy, CancellationToken stoppingToken)
    {
        if (isBusy && underWay.Count < Lanes)
        {
            return;
        }

        var idle = Task.Delay(Idle, stoppingToken);
        await Task.WhenAny([idle, .. underWay]);
    }

    private async Task SendAsync(ClaimedDelivery delivery)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<SendDelivery>().ExecuteAsync(delivery, CancellationToken.None) is { } answer)
            {
                meter.Tried(answer);
            }
        }
        catch (Exception exception)
        {
            // Its lease runs out, and it is sent again.
            logger.LogError(exception, "The outcome of webhook delivery {Id} could not be written down", delivery.Id);
        }
    }
}
