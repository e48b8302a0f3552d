using System.Diagnostics;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Packages.Signing;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Webhooks;

/// <summary>An endpoint was disabled by us, not by its seller.</summary>
/// <param name="At">Tells a second time from the first.</param>
public sealed record WebhookDisabled(Guid EndpointId, WebhookEndpointState State, DateTimeOffset At) : IOutboxEvent
{
    public static string Name => "webhooks.disabled";
}

/// <summary>
/// Sends a claimed delivery and writes down what came of it. No transaction is open while the receiver thinks. A worker that dies before it wrote
/// leaves the lease to run out: the event is then sent again, under the same id.
/// </summary>
public sealed class SendDelivery(MarketplaceDb db, WebhookSender sender, SigningSettings sealing, TimeProvider time)
{
    /// <summary>Receivers compare timestamps with their own clock, also where the marketplace's was moved.</summary>
    private static readonly TimeProvider WallClock = TimeProvider.System;

    /// <returns>Null when it was given up or deleted since it was claimed.</returns>
    public async Task<WebhookAnswer?> ExecuteAsync(ClaimedDelivery claimed, CancellationToken cancellationToken)
    {
        var endpoint = await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == claimed.EndpointId, cancellationToken);
        var delivery = await db.WebhookDeliveries.AsNoTracking().SingleOrDefaultAsync(delivery => delivery.Id == claimed.Id && delivery.Claim == claimed.Claim, cancellationToken);
        if (endpoint is null || delivery is not { State: WebhookDeliveryState.Pending })
        {
            return null;
        }

        var call = CallOf(endpoint, delivery);
        var (startedAt, watch) = (time.GetUtcNow(), Stopwatch.StartNew());
        var answer = await sender.SendAsync(call, cancellationToken);
        await RecordAsync(claimed, new(call, answer, startedAt, watch.Elapsed), cancellationToken);
        return answer;
    }

    private WebhookCall CallOf(WebhookEndpoint endpoint, WebhookDelivery delivery)
    {
        var sentAt = WallClock.GetUtcNow();
        var keys = endpoint.SecretsAt(time.GetUtcNow()).Select(secret => sealing.Open(secret));
        return new(new Uri(endpoint.Url), delivery.EventId, sentAt, WebhookSignature.Header(keys, delivery.EventId, sentAt, delivery.Payload), delivery.Payload);
    }

    private Task<Done> RecordAsync(ClaimedDelivery claimed, Try done, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        // The endpoint's row first, always: so no two of its deliveries wait for each other.
        var endpoint = await db.WebhookEndpoints.FromSql($"select * from webhooks.endpoints where id = {claimed.EndpointId} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);
        var delivery = await db.WebhookDeliveries.FromSql($"select * from webhooks.deliveries where id = {claimed.Id} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);
        if (endpoint is null || delivery is null)
        {
            return default(Done);
        }

        db.WebhookAttempts.Add(done.ToAttempt(delivery.Id, delivery.NextAttempt()));
        if (delivery.Claim == claimed.Claim)
        {
            await ApplyAsync(endpoint, delivery, done, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }, cancellationToken);

    private async Task ApplyAsync(WebhookEndpoint endpoint, WebhookDelivery delivery, Try done, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var isLast = !endpoint.IsEnabled || done.Answer.IsGone;
        var pause = isLast ? null : WebhookPolicy.Pause(delivery.Tries + 1, WebhookPolicy.TriesOf(delivery.Type), Random.Shared.NextDouble(), done.Answer.RetryAfter);
        delivery.Tried(done.Answer, done.StartedAt, pause, now);
        if (done.Answer.IsOk)
        {
            endpoint.Succeeded(now);
            return;
        }

        endpoint.Failed();
        if (endpoint.IsEnabled && (done.Answer.IsGone || WebhookPolicy.IsDead(endpoint, delivery)))
        {
            var state = done.Answer.IsGone ? WebhookEndpointState.Gone : WebhookEndpointState.Failing;
            endpoint.Disable(state, now);
            await SwitchWebhook.EndPendingAsync(db, endpoint.Id, now, cancellationToken);
            db.Publish(new WebhookDisabled(endpoint.Id, state, now), now);
        }
    }

    private sealed record Try(WebhookCall Call, WebhookAnswer Answer, DateTimeOffset StartedAt, TimeSpan Duration)
    {
        public WebhookAttempt ToAttempt(Guid deliveryId, int number) => new()
        {
            DeliveryId = deliveryId,
            Number = number,
            SentAt = Call.SentAt,
            Url = Call.Address.OriginalString,
            RequestHeaders = string.Join('\n', Call.Headers.Select(header => $"{header.Name}: {header.Value}")),
            DurationMilliseconds = (int)Duration.TotalMilliseconds,
            Status = Answer.Status,
            Problem = Answer.Problem,
            AnswerHeaders = Answer.Headers,
            AnswerBody = Answer.Body,
        };
    }
}
