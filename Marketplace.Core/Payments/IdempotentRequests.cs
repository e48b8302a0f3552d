using System.Security.Cryptography;
using System.Text;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Payments;

/// <summary>One client's write that moves money: who, what, the client's key, and a digest of the body.</summary>
public sealed record IdempotentRequest(Guid UserId, string Operation, string Key, string BodyHash)
{
    /// <param name="body">The parts of the body that make it what it is, as text.</param>
    public static IdempotentRequest For(Guid userId, string operation, string key, params ReadOnlySpan<string?> body) =>
        new(userId, operation, key, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', body)))));
}

/// <summary>Remembers the results of such writes (MONEY.md 18). Everything here runs inside the caller's transaction.</summary>
public static class IdempotentRequests
{
    public static Error KeyReused { get; } = new(ErrorKind.Conflict, "idempotency_conflict", "This Idempotency-Key was used with another request. Send a new key for a new request.", "idempotencyKey");

    /// <summary>Lets one request of this user and operation through at a time, until the transaction ends: a second click waits here and finds the first one's key.</summary>
    public static Task<int> LockAsync(MarketplaceDb db, Guid userId, string operation, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({operation + ":" + userId}, 0))", cancellationToken);

    /// <returns>The earlier result's id; null for a new request; a refusal when the key was used with another body.</returns>
    public static async Task<Result<Guid?>> FindAsync(MarketplaceDb db, IdempotentRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = await db.IdempotencyKeys.AsTracking()
            .SingleOrDefaultAsync(key => key.UserId == request.UserId && key.Operation == request.Operation && key.Key == request.Key, cancellationToken);
        if (known is null)
        {
            return default(Guid?);
        }

        if (known.CreatedAt > now - IdempotencyKey.Kept)
        {
            return known.RequestHash == request.BodyHash ? known.ResultId : KeyReused;
        }

        db.Remove(known);
        await db.SaveChangesAsync(cancellationToken);
        return default(Guid?);
    }

    public static void Remember(MarketplaceDb db, IdempotentRequest request, Guid resultId, DateTimeOffset now) =>
        db.IdempotencyKeys.Add(new() { UserId = request.UserId, Operation = request.Operation, Key = request.Key, RequestHash = request.BodyHash, ResultId = resultId, CreatedAt = now });
}
