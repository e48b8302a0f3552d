using System.Data;
using System.Diagnostics;
using System.Text.Json;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Marketplace.Core.Ledger;

/// <param name="Totals">Of every account, read with the statements; empty for the chain's check.</param>
public sealed record LedgerFindings(IReadOnlyList<Invariant> Statements, IReadOnlyList<AccountTotal> Totals);

/// <summary>Checks the books and keeps the result: hourly what must always be true, daily the whole chain. Asked more often, it does nothing.</summary>
public sealed class CheckLedger(MarketplaceDb db, LedgerInvariants invariants, LedgerQueries ledger, VerifySeals verify, TimeProvider time, ILogger<CheckLedger> logger)
{
    /// <param name="isForced">Now, whenever the last check was.</param>
    public async Task ExecuteAsync(bool isForced, CancellationToken cancellationToken)
    {
        db.Database.SetCommandTimeout(LedgerPolicy.StatementWithin);
        var known = await db.LedgerChecks.AsNoTracking().ToDictionaryAsync(check => check.Name, cancellationToken);
        var now = time.GetUtcNow();
        if (isForced || LedgerPolicy.IsDue(known.GetValueOrDefault(LedgerCheck.Invariants), LedgerPolicy.CheckEvery, now))
        {
            await CheckStatementsAsync(cancellationToken);
        }

        if (isForced || LedgerPolicy.IsDue(known.GetValueOrDefault(LedgerCheck.Seals), LedgerPolicy.VerifyEvery, now))
        {
            await VerifyAsync(known.GetValueOrDefault(LedgerCheck.Seals), cancellationToken);
        }
    }

    /// <summary>What a check of the statements finds: now, while the books are small enough to be read at once; else the last one, whose time it tells.</summary>
    public async Task<LedgerCheck> GetStatementsAsync(CancellationToken cancellationToken)
    {
        var kept = db.LedgerChecks.AsNoTracking().Where(check => check.Name == LedgerCheck.Invariants);
        if (await kept.SingleOrDefaultAsync(cancellationToken) is { } check && !LedgerPolicy.IsQuick(check))
        {
            return check;
        }

        await CheckStatementsAsync(cancellationToken);
        return await kept.SingleAsync(cancellationToken);
    }

    public static LedgerFindings Read(LedgerCheck check) => JsonSerializer.Deserialize<LedgerFindings>(check.Findings)!;

    /// <summary>Checks the statements, all on one snapshot: sales go on meanwhile.</summary>
    private async Task CheckStatementsAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var findings = await db.InTransactionAsync(
            async () => new LedgerFindings(await invariants.CheckAsync(cancellationToken), await ledger.GetTotalsAsync(cancellationToken)), cancellationToken, IsolationLevel.RepeatableRead);
        await KeepAsync(LedgerCheck.Invariants, findings, started, null, cancellationToken);
    }

    private async Task VerifyAsync(LedgerCheck? known, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var report = await verify.ExecuteAsync(known, cancellationToken);

        // A broken chain keeps the last good end: the next verification must not take the forged one for granted.
        var head = report.IsOk || known is null ? report.Head : new Seal { Sequence = known.HeadSequence ?? 0, Hash = known.HeadHash ?? [], EntryId = Guid.Empty, SealedAt = known.CheckedAt };
        await KeepAsync(LedgerCheck.Seals, new(report.Findings, []), started, head, cancellationToken);
        logger.LogInformation("The ledger's chain has {Count} seals and ends with {Hash}", report.Sealed, report.Head is null ? "none" : LedgerChain.Hex(report.Head.Hash));
    }

    private async Task KeepAsync(string name, LedgerFindings findings, long started, Seal? head, CancellationToken cancellationToken)
    {
        foreach (var broken in findings.Statements.Where(statement => !statement.IsOk))
        {
            logger.LogCritical("The ledger is wrong: {Statement}: {Detail}", broken.Name, broken.Detail);
        }

        var isOk = findings.Statements.All(statement => statement.IsOk);
        var duration = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var json = JsonSerializer.Serialize(findings);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into ledger.checks (name, is_ok, checked_at, duration_ms, findings, head_sequence, head_hash)
            values ({name}, {isOk}, {time.GetUtcNow()}, {duration}, {json}::jsonb, {head?.Sequence}, {head?.Hash})
            on conflict (name) do update set is_ok = excluded.is_ok, checked_at = excluded.checked_at, duration_ms = excluded.duration_ms,
                findings = excluded.findings, head_sequence = excluded.head_sequence, head_hash = excluded.head_hash
            """, cancellationToken);
    }
}
