using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments;

/// <summary>How far Stripe's events have been looked through; one row.</summary>
public sealed class EventSweep
{
    public required string Provider { get; init; }

    /// <summary>Events up to here are stored.</summary>
    public required DateTimeOffset SweptTo { get; set; }
}

/// <summary>
/// Finds the events whose webhook never came and stores them as a webhook would: a refund made in Stripe's dashboard, or one that the bank
/// sends back weeks later, is told by nothing else (MONEY.md 19). It goes on where it stopped, so an outage of days loses nothing.
/// </summary>
public sealed class SweepProviderEvents(MarketplaceDb db, IPaymentGateway gateway, ReceiveProviderEvent receive, TimeProvider time)
{
    private const string Provider = "stripe";

    /// <returns>How many events were new.</returns>
    /// <exception cref="PaymentGatewayException">Stripe cannot be asked; the next sweep looks through the same stretch.</exception>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var last = await db.EventSweeps.Where(sweep => sweep.Provider == Provider).Select(sweep => (DateTimeOffset?)sweep.SweptTo).SingleOrDefaultAsync(cancellationToken);
        var found = 0;
        foreach (var item in await gateway.ListEventsAsync(PaymentPolicy.SweepEventsFrom(last, now), cancellationToken))
        {
            found += await receive.ExecuteAsync(item.Id, item.Type, item.ObjectId, item.Account, cancellationToken) ? 1 : 0;
        }

        await db.Database.ExecuteSqlAsync(
            $"insert into payments.event_sweeps (provider, swept_to) values ({Provider}, {now}) on conflict (provider) do update set swept_to = excluded.swept_to", cancellationToken);
        return found;
    }
}
