using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Moderation;

/// <summary>An admin takes a reported text out of lists and sums, with a reason that its author reads.</summary>
public sealed class HideContent(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid adminId, Guid caseId, string reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var words = PersonText.Block(reason);
        return db.DecideAsync(caseId, (decided, content) => content.HasText ? decided.Hide(words, adminId, now) : ModerationErrors.TakenBack, async content =>
        {
            db.Publish(new ContentHidden(caseId, words, now), now);
            await content.HideAsync(words, now, cancellationToken);
        }, cancellationToken);
    }
}

/// <summary>An admin lets the text stand.</summary>
public sealed class DismissReports(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid adminId, Guid caseId, CancellationToken cancellationToken) =>
        db.DecideAsync(caseId, (decided, _) => decided.Dismiss(adminId, time.GetUtcNow()), _ => db.SaveChangesAsync(cancellationToken), cancellationToken);
}

/// <summary>An admin brings a hidden text back.</summary>
public sealed class RestoreContent(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid adminId, Guid caseId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return db.DecideAsync(caseId, (decided, _) => decided.Restore(adminId, now), async content =>
        {
            db.Publish(new ContentRestored(caseId, now), now);
            await content.RestoreAsync(now, cancellationToken);
        }, cancellationToken);
    }
}

internal static class CaseRows
{
    /// <summary>Locks the text, then the case; lets the case decide; then does what follows.</summary>
    public static Task<Result<Done>> DecideAsync(
        this MarketplaceDb db, Guid caseId, Func<ModerationCase, ModeratedContent, Result<Done>> decide, Func<ModeratedContent, Task> follow, CancellationToken cancellationToken) =>
        db.InTransactionAsync(async () =>
        {
            var known = await db.ModerationCases.AsNoTracking().SingleOrDefaultAsync(found => found.Id == caseId, cancellationToken);
            var content = known is null ? null : await ModeratedContent.LockAsync(db, known.Content, cancellationToken);
            var decided = content is null ? null : await db.ModerationCases
                .FromSql($"select * from moderation.cases where id = {caseId} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);
            if (content is null || decided is null)
            {
                return Error.NotFound("case");
            }

            var result = decide(decided, content);
            if (result.IsOk)
            {
                await follow(content);
            }

            return result;
        }, cancellationToken);
}
