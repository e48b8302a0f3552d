using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Questions;

internal static class QuestionRows
{
    /// <summary>Whatever changes a question, its answer or its reports locks it first.</summary>
    public static Task<Question?> LockQuestionAsync(this MarketplaceDb db, Guid id, CancellationToken cancellationToken) =>
        db.Questions.FromSql($"select * from questions.questions where id = {id} for update").AsTracking().SingleOrDefaultAsync(cancellationToken);

    /// <summary>Lock, change, save. <paramref name="sellerId"/> is who sells the product; a stranger's question does not exist.</summary>
    public static Task<Result<Done>> ChangeAnswerAsync(
        this MarketplaceDb db, Guid questionId, Guid sellerId, Func<Question, Result<Done>> change, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.InTransactionAsync<Result<Done>>(async () =>
        {
            var question = await db.LockQuestionAsync(questionId, cancellationToken);
            if (question is null || question.SellerId != sellerId)
            {
                return Error.NotFound("question");
            }

            var changed = change(question);
            if (changed.IsOk)
            {
                db.Publish(new FaqChanged(question.ProductId), now);
                await db.SaveChangesAsync(cancellationToken);
            }

            return changed;
        }, cancellationToken);
}
