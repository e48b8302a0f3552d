using System.Globalization;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Marketplace.Core.Ledger;

/// <summary>
/// Reads what the jobs found, which costs nothing. Wrong books are <c>Degraded</c>, not <c>Unhealthy</c>: an alarm must ring, but a host that is
/// taken out of service for it could not sell, refund or explain anything.
/// </summary>
public sealed class LedgerHealthCheck(MarketplaceDb db, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var checks = await db.LedgerChecks.AsNoTracking().ToListAsync(cancellationToken);
        var oldest = await db.UnsealedEntries.OrderBy(entry => entry.BookedAt).Select(entry => (DateTimeOffset?)entry.BookedAt).FirstOrDefaultAsync(cancellationToken);
        string[] problems = [.. checks.SelectMany(check => ProblemsOf(check, now)), .. oldest < now - LedgerPolicy.SealWithin ? [$"an entry waits for its seal since {At(oldest.Value)}"] : Array.Empty<string>()];
        if (problems.Length > 0)
        {
            return HealthCheckResult.Degraded(string.Join("; ", problems));
        }

        return HealthCheckResult.Healthy(checks.Count == 0 ? "not checked yet" : $"checked {At(checks.Max(check => check.CheckedAt))}");
    }

    private static IEnumerable<string> ProblemsOf(LedgerCheck check, DateTimeOffset now)
    {
        if (!check.IsOk)
        {
            yield return $"{check.Name}: {CheckLedger.Read(check).Statements.Count(statement => !statement.IsOk)} statements do not hold";
        }

        if (LedgerPolicy.IsStale(check, check.Name == LedgerCheck.Seals ? LedgerPolicy.VerifyEvery : LedgerPolicy.CheckEvery, now))
        {
            yield return $"{check.Name}: last checked {At(check.CheckedAt)}";
        }
    }

    private static string At(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
