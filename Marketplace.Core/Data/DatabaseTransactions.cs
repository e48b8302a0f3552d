using System.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Data;

public static class DatabaseTransactions
{
    /// <summary>
    /// Runs <paramref name="work"/> in one transaction and commits it. Connection failures are retried as a whole (the Npgsql integration
    /// retries), so the work starts from an empty change tracker each time and must not have effects outside the database.
    /// </summary>
    public static Task<T> InTransactionAsync<T>(this MarketplaceDb db, Func<Task<T>> work, CancellationToken cancellationToken, IsolationLevel isolation = IsolationLevel.ReadCommitted) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(isolation, token);
            var result = await work();
            await transaction.CommitAsync(token);
            return result;
        }, cancellationToken);
}
