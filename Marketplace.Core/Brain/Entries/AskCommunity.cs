using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Entries;

/// <summary>Somebody puts a question before everybody, most often one that the Brain had no answer to.</summary>
public sealed class AskCommunity(MarketplaceDb db, TimeProvider time)
{
    /// <returns>The question's id.</returns>
    public async Task<Result<Guid>> ExecuteAsync(Guid askerId, string written, CancellationToken cancellationToken)
    {
        var body = PersonText.Line(written);
        return body.Length < CommunityPolicy.MinBody
            ? CommunityErrors.TooShort
            : await db.InTransactionAsync(() => AskAsync(askerId, body, cancellationToken), cancellationToken);
    }

    private async Task<Result<Guid>> AskAsync(Guid askerId, string body, CancellationToken cancellationToken)
    {
        // One question of a person at a time, so that two clicks at once are counted one after the other.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"community:{askerId}"}, 0))", cancellationToken);
        var now = time.GetUtcNow();
        if (await db.CommunityQuestions.AnyAsync(question => question.AskerId == askerId && question.Body == body && question.ClosedAt == null, cancellationToken))
        {
            return CommunityErrors.AlreadyAsked;
        }

        var since = now - CommunityPolicy.Day;
        var today = await db.CommunityQuestions.Where(question => question.AskerId == askerId && question.CreatedAt > since)
            .OrderBy(question => question.CreatedAt).Take(CommunityPolicy.MaxPerDay).Select(question => question.CreatedAt).ToListAsync(cancellationToken);
        if (today.Count == CommunityPolicy.MaxPerDay)
        {
            return CommunityErrors.TooManyToday(today[0] - since);
        }

        var question = new CommunityQuestion { Id = Guid.CreateVersion7(now), AskerId = askerId, Body = body, CreatedAt = now };
        db.CommunityQuestions.Add(question);
        await db.SaveChangesAsync(cancellationToken);
        return question.Id;
    }
}

/// <summary>Who asked has what they need: nobody is asked any more, the answers stay.</summary>
public sealed class CloseCommunityQuestion(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid askerId, Guid questionId, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Done>>(async () =>
    {
        var question = await db.LockCommunityQuestionAsync(questionId, cancellationToken);
        if (question is null || question.AskerId != askerId)
        {
            return Error.NotFound("question");
        }

        var closed = question.Close(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return closed;
    }, cancellationToken);
}

internal static class CommunityRows
{
    public static Task<CommunityQuestion?> LockCommunityQuestionAsync(this MarketplaceDb db, Guid id, CancellationToken cancellationToken) =>
        db.CommunityQuestions.FromSql($"select * from brain.questions where id = {id} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);
}
