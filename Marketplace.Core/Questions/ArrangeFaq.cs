using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Questions;

/// <summary>The seller puts an answered question into the product's FAQ, moves it there, or takes it out.</summary>
public sealed class ArrangeFaq(MarketplaceDb db, TimeProvider time)
{
    /// <param name="position">From 1, beyond the end is the end; null takes it out.</param>
    public Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid questionId, int? position, CancellationToken cancellationToken) => db.InTransactionAsync(async () =>
    {
        var productId = await db.Questions.Where(question => question.Id == questionId && question.SellerId == sellerId && question.HiddenAt == null)
            .Select(question => (Guid?)question.ProductId).SingleOrDefaultAsync(cancellationToken);
        return productId is { } id ? await ArrangeAsync(id, questionId, position, cancellationToken) : Error.NotFound("question");
    }, cancellationToken);

    private async Task<Result<Done>> ArrangeAsync(Guid productId, Guid questionId, int? position, CancellationToken cancellationToken)
    {
        // The order of the whole list changes: two tabs take turns, then each row is locked as everywhere.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"faq:{productId}"}, 0))", cancellationToken);
        var rows = await db.Questions
            .FromSql($"select * from questions.questions where product_id = {productId} and (faq_position is not null or id = {questionId}) order by id for update")
            .AsTracking().ToListAsync(cancellationToken);
        var faq = rows.Where(question => question.FaqPosition is not null && question.Id != questionId).OrderBy(question => question.FaqPosition).ToList();
        var moved = rows.Find(question => question.Id == questionId);
        if (moved is null)
        {
            return Error.NotFound("question");
        }

        if (position is { } place)
        {
            if (!moved.IsPublic)
            {
                return QuestionErrors.NotAnswered;
            }

            if (faq.Count >= QuestionPolicy.MaxFaq)
            {
                return QuestionErrors.FaqFull;
            }

            faq.Insert(Math.Clamp(place - 1, 0, faq.Count), moved);
        }

        moved.FaqPosition = null;
        for (var index = 0; index < faq.Count; index++)
        {
            faq[index].FaqPosition = index + 1;
        }

        db.Publish(new FaqChanged(productId), time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return default(Done);
    }
}
