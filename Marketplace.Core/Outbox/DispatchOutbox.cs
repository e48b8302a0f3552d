using System.Diagnostics;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Outbox;

/// <summary>
/// Handles one due message. The row stays locked (SKIP LOCKED for other workers) while its handlers run in scopes of their own;
/// a worker that dies lets go of the lock and the message is handled again, so handlers must bear to run twice.
/// </summary>
public sealed class DispatchOutbox(MarketplaceDb db, TimeProvider time, IEnumerable<OutboxRoute> routes, IServiceScopeFactory scopes, ILogger<DispatchOutbox> logger)
{
    public static readonly ActivitySource Source = new("Marketplace.Outbox");

    /// <returns>False when nothing is due.</returns>
    public Task<bool> ExecuteAsync(CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        // Back-off counts on the marketplace's clock: moving the demo clock also brings retries forward.
        var now = time.GetUtcNow();
        var message = await db.OutboxMessages
            .FromSql($"select * from outbox.messages where handled_at is null and dead_at is null and due_at <= {now} order by due_at, id limit 1 for update skip locked")
            .AsTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (message is null)
        {
            return false;
        }

        using var activity = Source.StartActivity(message.Type, ActivityKind.Consumer, message.TraceParent);
        try
        {
            await HandleAsync(message, cancellationToken);
            message.Handled(time.GetUtcNow());
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            logger.LogWarning(exception, "Outbox message {Type} {Id} failed at attempt {Attempt}", message.Type, message.Id, message.Attempts + 1);
            message.Failed(exception.Message, time.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }, cancellationToken);

    private async Task HandleAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        foreach (var route in routes.Where(route => route.Type == message.Type))
        {
            await using var scope = scopes.CreateAsyncScope();
            await route.InvokeAsync(scope.ServiceProvider, message.Payload, cancellationToken);
        }
    }
}
