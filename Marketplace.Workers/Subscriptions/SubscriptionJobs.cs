using Marketplace.Core.Payments;
using Marketplace.Core.Subscriptions;

namespace Marketplace.Workers.Subscriptions;

public sealed class SweepSubscriptionsJob(SweepSubscriptions sweep)
{
    public Task ExecuteAsync(CancellationToken cancellationToken) => sweep.ExecuteAsync(cancellationToken);
}

/// <summary>Brings Stripe's prices in line with the plan table at each start. Until Stripe answers it tries again; nobody else waits for it.</summary>
internal sealed class MirrorPlansAtStart(IServiceScopeFactory scopes, ILogger<MirrorPlansAtStart> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<MirrorPlans>().ExecuteAsync(stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Stripe or the database may be away at the start. Whoever subscribes meanwhile mirrors the one price they need.
                logger.LogWarning("The plans are not mirrored to Stripe yet: {Reason}", exception is PaymentGatewayException ? exception.Message : exception.GetType().Name);
                await Task.Delay(AfterFailure, stoppingToken);
            }
        }
    }
}
