using Marketplace.Core.Data;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Subscriptions;

/// <summary>Writes what Stripe told into our rows, and publishes what is new in it.</summary>
internal static class SubscriptionCopy
{
    public static void Copy(MarketplaceDb db, Guid userId, GatewayInvoice seen, Dictionary<string, SubscriptionInvoice> known, string? chargeId, DateTimeOffset now)
    {
        if (!known.TryGetValue(seen.Id, out var row))
        {
            row = new()
            {
                Id = seen.Id,
                UserId = userId,
                Reason = seen.Reason,
                Status = "",
                Currency = seen.Total.Currency,
                CreatedAt = seen.CreatedAt,
            };
            db.SubscriptionInvoices.Add(row);
        }

        if (seen.Status == "paid" && row.Status != "paid" && seen.PaidCents > 0)
        {
            db.Publish(new SubscriptionInvoicePaid(userId, seen.Id), now);
        }

        if (seen.Status == "open" && seen.Reason == SubscriptionInvoice.Renewal && seen.Attempts > row.Attempts)
        {
            db.Publish(new SubscriptionPaymentFailed(userId, seen.Id, seen.Attempts), now);
        }

        (row.Number, row.Status, row.TotalCents, row.PaidCents) = (seen.Number, seen.Status, seen.Total.Cents, seen.PaidCents);
        (row.Description, row.PeriodStart, row.PeriodEnd) = (Cut(seen.Description), seen.PeriodStart, seen.PeriodEnd);
        (row.Attempts, row.NextAttemptAt, row.HostedUrl, row.PaidAt) = (seen.Attempts, seen.NextAttemptAt, seen.HostedUrl, seen.PaidAt);
        row.ChargeId = chargeId;
    }

    /// <param name="row">Null when it is new.</param>
    /// <param name="open">Its unpaid invoices.</param>
    public static Subscription Copy(MarketplaceDb db, Guid userId, Subscription? row, GatewaySubscription seen, IReadOnlyList<GatewayInvoice> open, DateTimeOffset now)
    {
        if (row is null)
        {
            row = new()
            {
                Id = Guid.CreateVersion7(now),
                UserId = userId,
                StripeId = seen.Id,
                Plan = seen.Choice.Plan,
                Interval = seen.Choice.Interval,
                Status = SubscriptionStatus.Incomplete,
                CreatedAt = seen.CreatedAt,
            };
            db.Subscriptions.Add(row);
        }

        Tell(db, row, seen, now);
        (row.Plan, row.Interval) = seen.Choice;
        (row.Status, row.PeriodStart, row.PeriodEnd, row.CancelAt) = (seen.Status, seen.PeriodStart, seen.PeriodEnd, seen.CancelAt);
        (row.NextPlan, row.NextInterval) = (seen.Next?.Plan, seen.Next?.Interval);
        (row.PendingPlan, row.PendingInterval) = (seen.Pending?.Plan, seen.Pending?.Interval);
        row.PayUrl = open.Select(invoice => invoice.HostedUrl).FirstOrDefault(address => address is not null);
        row.PastDueSince = seen.Status == SubscriptionStatus.PastDue ? open.Where(invoice => invoice.Reason == SubscriptionInvoice.Renewal).Min(invoice => invoice.DueSince) ?? row.PastDueSince ?? now : null;
        (row.EndedAt, row.CheckedAt) = (seen.EndedAt, now);
        return row;
    }

    private static void Tell(MarketplaceDb db, Subscription row, GatewaySubscription seen, DateTimeOffset now)
    {
        var wasRunning = row.Status is SubscriptionStatus.Active or SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid;
        if (!wasRunning)
        {
            if (seen.Status == SubscriptionStatus.Active)
            {
                db.Publish(new SubscriptionStarted(row.UserId, row.Id), now);
            }

            return;
        }

        if (seen.EndedAt is not null)
        {
            if (row.EndedAt is null)
            {
                db.Publish(new SubscriptionEnded(row.UserId, row.Id, seen.EndedForNonPayment), now);
            }

            return;
        }

        var isOther = row.Plan != seen.Choice.Plan || row.Interval != seen.Choice.Interval;
        if (isOther)
        {
            db.Publish(new SubscriptionChanged(row.UserId, row.Id, row.Plan, seen.Choice.Plan, now), now);
        }

        if (seen.Next is { } next && (row.NextPlan, row.NextInterval) != (next.Plan, next.Interval))
        {
            db.Publish(new SubscriptionChangePlanned(row.UserId, row.Id, next.Plan, seen.PeriodEnd, now), now);
        }

        if (seen.CancelAt is { } end && row.CancelAt != end)
        {
            db.Publish(new SubscriptionCancelPlanned(row.UserId, row.Id, end, now), now);
        }

        var tookBack = (row.CancelAt is not null && seen.CancelAt is null) || (row.NextPlan is not null && seen.Next is null);
        if (tookBack && !isOther && seen.CancelAt is null && seen.Next is null)
        {
            db.Publish(new SubscriptionResumed(row.UserId, row.Id, now), now);
        }

        if (row.Status is SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid && seen.Status == SubscriptionStatus.Active)
        {
            db.Publish(new SubscriptionRecovered(row.UserId, row.Id), now);
        }
    }

    private static string Cut(string text) => text.Length <= 400 ? text : text[..400];
}
