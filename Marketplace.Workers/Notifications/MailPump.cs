using Marketplace.Core.Notifications;

namespace Marketplace.Workers.Notifications;

/// <summary>Sends what waits, a few mails at a time, so that many to admins do not hold up a receipt; when the mail server is away it pauses, so that an outage is not met by a hail of attempts.</summary>
public sealed class MailPump(IServiceScopeFactory scopes, ILogger<MailPump> logger) : BackgroundService
{
    private const int Lanes = 3;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => SendAsync(stoppingToken)));

    private async Task SendAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var outcome = await scope.ServiceProvider.GetRequiredService<SendMail>().ExecuteAsync(stoppingToken);
                if (Pause(outcome) is { } pause)
                {
                    await Task.Delay(pause, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The database is away or starting: keep trying, the mails wait.
                logger.LogError(exception, "Mails cannot be sent");
                await Task.Delay(AfterFailure, stoppingToken);
            }
        }
    }

    private static TimeSpan? Pause(MailOutcome outcome) => outcome switch
    {
        MailOutcome.Nothing => Idle,
        MailOutcome.NotTaken => AfterFailure,
        _ => null,
    };
}
