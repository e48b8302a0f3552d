using Marketplace.StripeSandbox.Balance;
using Marketplace.StripeSandbox.Billing;
using Marketplace.StripeSandbox.Checkout;
using Marketplace.StripeSandbox.Disputes;
using Marketplace.StripeSandbox.Http;
using Marketplace.StripeSandbox.Payments;
using Marketplace.StripeSandbox.Payouts;
using Marketplace.StripeSandbox.Storage;

namespace Marketplace.StripeSandbox.Time;

/// <summary>Does once a second what time brings: funds settle, sessions expire, bank debits clear, refunds turn, disputes run out, payouts leave and arrive.</summary>
internal sealed class Ticker(
    SandboxWork work,
    SandboxOptions options,
    ILogger<Ticker> logger) : BackgroundService
{
    /// <summary>How often the moment is written down when nothing else was: a restart must not take a pause for a jump.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);

    private DateTimeOffset? lastTick;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Ticker)
        {
            return;
        }

        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TickAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "The tick failed; trying again in a second");
            }
        }
    }

    /// <summary>Runs what is due now; returns the virtual moment it ran at.</summary>
    public async Task<DateTimeOffset> TickAsync(CancellationToken cancellationToken)
    {
        var now = await work.ExecuteAsync(Tick, cancellationToken);
        lastTick = now;
        return now;
    }

    private DateTimeOffset Tick(Scope scope)
    {
        var session = scope.Session;
        var saved = session.Find<SandboxClock>(SandboxClock.Key);
        BillingClock.Run(scope);
        BalanceBook.Mature(scope);
        CheckoutActions.ExpireDue(scope);
        BankDebits.RunDue(scope);
        RefundTurns.Run(scope);
        DisputeActions.RunDue(scope);
        AutomaticPayouts.Run(scope, lastTick ?? saved?.LastTickAt ?? scope.Now);
        ForgetOldIdempotencyKeys(scope);
        if (saved is null || session.Changes.Count > 0 || scope.Now < saved.LastTickAt || scope.Now - saved.LastTickAt >= Heartbeat)
        {
            session.Put(saved is null
                ? new SandboxClock { Id = SandboxClock.Key, LastTickAt = scope.Now }
                : saved with { LastTickAt = scope.Now });
        }

        return scope.Now;
    }

    private static void ForgetOldIdempotencyKeys(Scope scope)
    {
        foreach (var old in scope.Session.All<IdempotencyRecord>().Where(r => r.IsForgotten(scope.Now)).ToList())
        {
            scope.Session.Remove(old.Id);
        }
    }
}
