using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Questions;

/// <summary>Somebody asks about a product in the shop.</summary>
public sealed class AskQuestion(MarketplaceDb db, TimeProvider time)
{
    /// <returns>The question's id.</returns>
    public async Task<Result<Guid>> ExecuteAsync(Guid askerId, Guid productId, string written, CancellationToken cancellationToken)
    {
        var body = PersonText.Block(written);
        return body.Length < QuestionPolicy.MinBody
            ? QuestionErrors.TooShort
            : await db.InTransactionAsync(() => AskAsync(askerId, productId, body, cancellationToken), cancellationToken);
    }

    private async Task<Result<Guid>> AskAsync(Guid askerId, Guid productId, string body, CancellationToken cancellationToken)
    {
        var sellerId = await db.Products.Where(product => product.Id == productId && product.State == ProductState.Published && product.DeletedAt == null)
            .Select(product => (Guid?)product.SellerId).SingleOrDefaultAsync(cancellationToken);
        if (sellerId is null)
        {
            return Error.NotFound("product");
        }

        if (sellerId == askerId)
        {
            return QuestionErrors.OwnProduct;
        }

        // One question of a person at a time, so that two clicks at once are counted one after the other.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"questions:{askerId}"}, 0))", cancellationToken);
        var now = time.GetUtcNow();
        if (await RefuseAsync(askerId, productId, body, now, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var question = new Question { Id = Guid.CreateVersion7(now), ProductId = productId, SellerId = sellerId.Value, AskerId = askerId, Body = body, CreatedAt = now };
        db.Questions.Add(question);
        db.Publish(new QuestionAsked(question.Id), now);
        await db.SaveChangesAsync(cancellationToken);
        return question.Id;
    }

    private async Task<Error?> RefuseAsync(Guid askerId, Guid productId, string body, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var waiting = await db.Questions.Where(question => question.AskerId == askerId && question.ProductId == productId && question.AnsweredAt == null)
            .OrderByDescending(question => question.Id).Take(QuestionPolicy.MaxWaiting).Select(question => question.Body).ToListAsync(cancellationToken);
        if (waiting.Contains(body, StringComparer.OrdinalIgnoreCase))
        {
            return QuestionErrors.AlreadyAsked;
        }

        if (waiting.Count == QuestionPolicy.MaxWaiting)
        {
            return QuestionErrors.TooManyWaiting;
        }

        var since = now - QuestionPolicy.Day;
        var today = await db.Questions.Where(question => question.AskerId == askerId && question.CreatedAt > since)
            .OrderBy(question => question.CreatedAt).Take(QuestionPolicy.MaxPerDay).Select(question => question.CreatedAt).ToListAsync(cancellationToken);
        return today.Count == QuestionPolicy.MaxPerDay ? QuestionErrors.TooManyToday(today[0] - since) : null;
    }
}

/// <summary>Who asked takes the question back while it waits.</summary>
public sealed class WithdrawQuestion(MarketplaceDb db)
{
    public Task<Result<Done>> ExecuteAsync(Guid askerId, Guid questionId, CancellationToken cancellationToken) => db.InTransactionAsync<Result<Done>>(async () =>
    {
        var question = await db.LockQuestionAsync(questionId, cancellationToken);
        if (question is null || question.AskerId != askerId)
        {
            return Error.NotFound("question");
        }

        var withdrawn = question.Withdraw();
        if (withdrawn.IsOk)
        {
            db.Questions.Remove(question);
            await db.SaveChangesAsync(cancellationToken);
        }

        return withdrawn;
    }, cancellationToken);
}
