using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Orders;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Reviews;

/// <summary>Notes for each line of a paid order when its buyer is to be asked for a review.</summary>
public sealed class InvitationsOnOrderPaid(MarketplaceDb db) : IOutboxHandler<OrderPaid>
{
    public async Task HandleAsync(OrderPaid message, CancellationToken cancellationToken)
    {
        var lines = await db.OrderLines.Where(line => line.OrderId == message.OrderId && line.PaidAt != null)
            .Select(line => new { line.Id, PaidAt = line.PaidAt!.Value }).ToListAsync(cancellationToken);
        foreach (var line in lines)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into reviews.invitations (order_line_id, due_at, is_invited) values ({line.Id}, {ReviewPolicy.InviteAt(line.PaidAt)}, false)
                on conflict (order_line_id) do nothing
                """, cancellationToken);
        }
    }
}

/// <summary>
/// Decides every due invitation: one indexed range, locked so that two workers share the work. Who has had the money back, disputes it, has
/// reviewed, or has no account is not asked. A guest's order that was claimed meanwhile is its new owner's. The mail's key makes it one per buyer and product.
/// </summary>
public sealed class InviteReviewers(MarketplaceDb db, TimeProvider time)
{
    private const int BatchSize = 200;

    /// <returns>How many buyers were invited.</returns>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var invited = 0;
        (int Decided, int Invited) batch;
        do
        {
            batch = await db.InTransactionAsync(() => DecideBatchAsync(cancellationToken), cancellationToken);
            invited += batch.Invited;
        }
        while (batch.Decided == BatchSize);
        return invited;
    }

    private async Task<(int Decided, int Invited)> DecideBatchAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = await db.Invitations
            .FromSql($"select * from reviews.invitations where decided_at is null and due_at <= {now} order by due_at, order_line_id limit {BatchSize} for update skip locked")
            .AsTracking().ToListAsync(cancellationToken);
        var lineIds = due.Where(invitation => ReviewPolicy.IsStillWorthAsking(invitation.DueAt, now)).Select(invitation => invitation.OrderLineId).ToList();
        var wanted = await db.OrderLines.Owned()
            .Where(line => lineIds.Contains(line.Id) && line.DisputedCents == 0 && line.BuyerId != line.SellerId)
            .Where(line => db.Users.Any(user => user.Id == line.BuyerId && !user.IsGuest))
            .Where(line => db.Products.Any(product => product.Id == line.ProductId && product.State == ProductState.Published && product.DeletedAt == null))
            .Where(line => !db.Reviews.Any(review => review.ProductId == line.ProductId && review.AuthorId == line.BuyerId))
            .ToDictionaryAsync(line => line.Id, line => new ReviewInvited(line.BuyerId, line.ProductId), cancellationToken);
        foreach (var invitation in due)
        {
            var invited = wanted.GetValueOrDefault(invitation.OrderLineId);
            invitation.Decide(invited is not null, now);
            if (invited is not null)
            {
                db.Publish(invited, now);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        return (due.Count, wanted.Count);
    }
}
