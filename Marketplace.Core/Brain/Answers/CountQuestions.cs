using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Answers;

/// <summary>How many questions somebody has asked in a month.</summary>
public sealed class QuestionCount
{
    public required Guid UserId { get; init; }

    /// <summary>Its first day.</summary>
    public required DateOnly Month { get; init; }
    public int Questions { get; set; }
}

public sealed record QuestionUsage(DateOnly Month, int Used, int Limit, Plan Plan)
{
    public DateTimeOffset ResetsAt => UsagePolicy.ResetsAt(Month);
}

/// <summary>
/// Takes a question from the asker's month before it is answered, and gives it back when answering failed. One statement looks and counts, so requests
/// at once, also of other replicas, never have one more than the plan allows.
/// </summary>
public sealed class CountQuestions(MarketplaceDb db, TimeProvider time)
{
    /// <returns>The month it was taken from.</returns>
    public async Task<Result<DateOnly>> TakeAsync(Guid userId, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(userId, cancellationToken);
        var (now, limit) = (time.GetUtcNow(), PlanTable.LimitOf(plan, PlanFeature.BrainQuestions));
        var month = UsagePolicy.Month(now);
        var taken = await db.Database.SqlQuery<int>($"""
            insert into brain.usage as counted (user_id, month, questions) values ({userId}, {month}, 1)
            on conflict (user_id, month) do update set questions = counted.questions + 1 where counted.questions < {limit}
            returning questions
            """).ToListAsync(cancellationToken);
        return taken.Count > 0 ? month : AnswerErrors.QuotaExceeded(plan, UsagePolicy.ResetsAt(month) - now);
    }

    public Task GiveBackAsync(Guid userId, DateOnly month, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"update brain.usage set questions = questions - 1 where user_id = {userId} and month = {month} and questions > 0", cancellationToken);

    public async Task<QuestionUsage> GetAsync(Guid userId, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(userId, cancellationToken);
        var month = UsagePolicy.Month(time.GetUtcNow());
        var used = await db.QuestionCounts.Where(count => count.UserId == userId && count.Month == month).Select(count => count.Questions).SingleOrDefaultAsync(cancellationToken);
        return new(month, used, PlanTable.LimitOf(plan, PlanFeature.BrainQuestions), plan);
    }

    private Task<Plan> PlanAsync(Guid userId, CancellationToken cancellationToken) =>
        db.Users.Where(user => user.Id == userId).Select(user => user.Plan).SingleAsync(cancellationToken);
}
