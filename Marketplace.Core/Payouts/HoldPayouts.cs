using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payouts;

/// <summary>A seller's payouts are on hold, or a hold has ended; the seller is told.</summary>
public sealed record PayoutHoldChanged(Guid HoldId) : IOutboxEvent
{
    public static string Name => "payouts.hold_changed";
}

public static class HoldErrors
{
    public static Error AlreadyOnHold { get; } = new(ErrorKind.Conflict, "payouts.already_on_hold", "This seller's payouts are on hold already.");

    public static Error NotOnHold { get; } = new(ErrorKind.Conflict, "payouts.not_on_hold", "This hold has ended already.");

    public static Error AlreadyAppealed { get; } = new(ErrorKind.Conflict, "payouts.already_appealed", "You have appealed this hold already. An admin reads it; you will get a mail.");
}

/// <summary>Stops and resumes a seller's transfers: by an admin, with a reason and a deadline, and with the seller's appeal.</summary>
public sealed class HoldPayouts(MarketplaceDb db, TimeProvider time)
{
    /// <param name="deadline">Null for the usual two weeks.</param>
    public Task<Result<Guid>> PlaceAsync(Guid sellerId, string reason, Guid adminId, DateTimeOffset? deadline, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Guid>>(async () =>
    {
        var now = time.GetUtcNow();
        await SellerMoney.LockAsync(db, [sellerId], cancellationToken);
        if (!await db.SellerAccounts.AnyAsync(account => account.UserId == sellerId, cancellationToken))
        {
            return Error.NotFound("seller");
        }

        if (await db.PayoutHolds.AnyAsync(PayoutHold.IsActiveFor(sellerId, now), cancellationToken))
        {
            return HoldErrors.AlreadyOnHold;
        }

        var hold = new PayoutHold
        {
            Id = Guid.CreateVersion7(now),
            SellerId = sellerId,
            Kind = PayoutHold.ReviewKind,
            Reason = reason,
            PlacedBy = adminId,
            PlacedAt = now,
            DeadlineAt = deadline ?? now + PayoutPolicy.HoldLifetime,
        };
        db.PayoutHolds.Add(hold);
        db.Publish(new PayoutHoldChanged(hold.Id), now);
        await db.SaveChangesAsync(cancellationToken);
        return hold.Id;
    }, cancellationToken);

    public Task<Result<Done>> LiftAsync(Guid holdId, string because, CancellationToken cancellationToken) =>
        ChangeAsync(holdId, sellerId: null, (hold, now) =>
        {
            hold.Lift(because, now);
            return null;
        }, cancellationToken);

    public Task<Result<Done>> AppealAsync(Guid sellerId, Guid holdId, string text, CancellationToken cancellationToken) =>
        ChangeAsync(holdId, sellerId, (hold, now) => hold.TryAppeal(text, now) ? null : HoldErrors.AlreadyAppealed, cancellationToken);

    private Task<Result<Done>> ChangeAsync(Guid holdId, Guid? sellerId, Func<PayoutHold, DateTimeOffset, Error?> change, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Done>>(async () =>
    {
        var now = time.GetUtcNow();
        var hold = await db.PayoutHolds.FromSql($"select * from payouts.holds where id = {holdId} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);
        if (hold is null || (sellerId is not null && hold.SellerId != sellerId))
        {
            return Error.NotFound("hold");
        }

        if (!hold.IsActive(now))
        {
            return HoldErrors.NotOnHold;
        }

        if (change(hold, now) is { } refusal)
        {
            return refusal;
        }

        db.Publish(new PayoutHoldChanged(hold.Id), now);
        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }, cancellationToken);
}
