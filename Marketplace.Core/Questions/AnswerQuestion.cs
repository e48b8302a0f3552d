using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;

namespace Marketplace.Core.Questions;

/// <summary>The seller answers, which publishes the question, or edits the answer.</summary>
public sealed class AnswerQuestion(MarketplaceDb db, TimeProvider time)
{
    public async Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid questionId, string written, CancellationToken cancellationToken)
    {
        var body = PersonText.Block(written);
        var now = time.GetUtcNow();
        return body.Length == 0
            ? QuestionErrors.NoAnswer
            : await db.ChangeAnswerAsync(questionId, sellerId, question => Answer(question, body, now), now, cancellationToken);
    }

    private Result<Done> Answer(Question question, string body, DateTimeOffset now)
    {
        var isFirst = question.AnsweredAt is null;
        var answered = question.Answer(body, MarkdownRenderer.ToHtml(body), now);
        if (answered.IsOk && isFirst)
        {
            db.Publish(new QuestionAnswered(question.Id), now);
        }

        return answered;
    }
}

/// <summary>The seller takes an answer back: the question waits again and is not public.</summary>
public sealed class RemoveAnswer(MarketplaceDb db, TimeProvider time)
{
    public Task<Result<Done>> ExecuteAsync(Guid sellerId, Guid questionId, CancellationToken cancellationToken) =>
        db.ChangeAnswerAsync(questionId, sellerId, question => question.RemoveAnswer(), time.GetUtcNow(), cancellationToken);
}
