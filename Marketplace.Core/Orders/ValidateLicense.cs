using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Orders;

/// <param name="IsValid">False for a purchase that was refunded.</param>
/// <param name="ActivatedAt">When this fingerprint was activated; null when it is not.</param>
public sealed record LicenseStanding(OrderLine Line, bool IsValid, int Activations, DateTimeOffset? ActivatedAt);

/// <summary>
/// Says whether a licence key is valid and makes it active under a fingerprint that is new. The order line is locked: two machines at once
/// cannot both take the last activation, and a refund comes before or after.
/// </summary>
public sealed class ValidateLicense(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<LicenseStanding>> ExecuteAsync(string key, string fingerprint, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Result<LicenseStanding>>(async () =>
        {
            if (await db.LockLicensedLineAsync(key, cancellationToken) is not { } line)
            {
                return LicenseErrors.UnknownKey;
            }

            var activations = db.LicenseActivations.Where(activation => activation.OrderLineId == line.Id);
            var count = await activations.CountAsync(cancellationToken);
            var known = await activations.AsTracking().SingleOrDefaultAsync(activation => activation.Fingerprint == fingerprint, cancellationToken);
            if (!LicensePolicy.IsValid(line.State))
            {
                return new LicenseStanding(line, IsValid: false, count, known?.ActivatedAt);
            }

            var now = time.GetUtcNow();
            if (known is null)
            {
                var limit = LicensePolicy.ActivationLimit(line.License);
                if (count >= limit)
                {
                    return LicenseErrors.LimitReached(limit);
                }

                known = db.LicenseActivations.Add(new() { Id = Guid.CreateVersion7(now), OrderLineId = line.Id, Fingerprint = fingerprint, ActivatedAt = now, LastSeenAt = now }).Entity;
                count++;
            }

            known.LastSeenAt = now;
            await db.SaveChangesAsync(cancellationToken);
            return new LicenseStanding(line, IsValid: true, count, known.ActivatedAt);
        }, cancellationToken);
}

/// <summary>Frees an activation, by the seller's program or by the buyer.</summary>
public sealed class DeactivateLicense(MarketplaceDb db)
{
    public Task<Result<LicenseStanding>> ExecuteAsync(string key, string fingerprint, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Result<LicenseStanding>>(async () =>
        {
            if (await db.LockLicensedLineAsync(key, cancellationToken) is not { } line)
            {
                return LicenseErrors.UnknownKey;
            }

            var removed = await db.LicenseActivations
                .Where(activation => activation.OrderLineId == line.Id && activation.Fingerprint == fingerprint)
                .ExecuteDeleteAsync(cancellationToken);
            return removed == 0
                ? LicenseErrors.NotActivated
                : new LicenseStanding(
                    line, LicensePolicy.IsValid(line.State), await db.LicenseActivations.CountAsync(activation => activation.OrderLineId == line.Id, cancellationToken), ActivatedAt: null);
        }, cancellationToken);

    /// <summary>The buyer's click; a second one finds nothing left to do.</summary>
    public async Task<Result<Done>> ExecuteAsync(Guid buyerId, Guid orderId, Guid activationId, CancellationToken cancellationToken)
    {
        var isOwn = await db.OrderLines.AnyAsync(line => line.OrderId == orderId && line.BuyerId == buyerId, cancellationToken);
        if (!isOwn)
        {
            return Error.NotFound("order");
        }

        await db.LicenseActivations
            .Where(activation => activation.Id == activationId && db.OrderLines.Any(line => line.Id == activation.OrderLineId && line.OrderId == orderId && line.BuyerId == buyerId))
            .ExecuteDeleteAsync(cancellationToken);
        return default(Done);
    }
}

internal static class LicensedLines
{
    public static Task<OrderLine?> LockLicensedLineAsync(this MarketplaceDb db, string key, CancellationToken cancellationToken)
    {
        var normalised = LicensePolicy.Normalise(key);
        return db.OrderLines.FromSql($"select * from orders.lines where license_key = {normalised} for update").AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }
}
