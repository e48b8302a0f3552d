using Marketplace.Core.Kernel;

namespace Marketplace.Core.Questions;

/// <summary>
/// A question on a product's page. The seller's answer publishes it; the seller may put it into the product's FAQ.
/// <code>
/// waiting ──answer──▶ answered (public) ──put into the FAQ──▶ FAQ
///    │  ◀──remove answer──┘  ◀────────────take out──────────────┘       at any time: hidden, or only its answer; restore leads back, out of the FAQ
///    └──withdraw──▶ (gone)
/// </code>
/// </summary>
public sealed class Question
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>The product's, so that a seller's list needs no join.</summary>
    public required Guid SellerId { get; init; }
    public required Guid AskerId { get; init; }

    /// <summary>Plain text.</summary>
    public required string Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Markdown as written.</summary>
    public string? AnswerBody { get; private set; }
    public string? AnswerHtml { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public DateTimeOffset? AnswerEditedAt { get; private set; }

    /// <summary>Its place in the product's FAQ; null when it is not in it.</summary>
    public int? FaqPosition { get; set; }
    public DateTimeOffset? HiddenAt { get; private set; }
    public string? HiddenReason { get; private set; }
    public DateTimeOffset? AnswerHiddenAt { get; private set; }
    public string? AnswerHiddenReason { get; private set; }

    public bool IsPublic => AnsweredAt is not null && HiddenAt is null && AnswerHiddenAt is null;

    public Result<Done> Answer(string body, string html, DateTimeOffset now)
    {
        if (HiddenAt is not null)
        {
            return Error.NotFound("question");
        }

        if (AnswerHiddenAt is not null)
        {
            return QuestionErrors.AnswerHidden(AnswerHiddenReason);
        }

        if (AnsweredAt is null)
        {
            (AnswerBody, AnswerHtml, AnsweredAt) = (body, html, now);
        }
        else if (AnswerBody != body)
        {
            (AnswerBody, AnswerHtml, AnswerEditedAt) = (body, html, now);
        }

        return default(Done);
    }

    public Result<Done> RemoveAnswer()
    {
        if (AnsweredAt is null)
        {
            return Error.NotFound("answer");
        }

        if (AnswerHiddenAt is not null)
        {
            return QuestionErrors.AnswerHidden(AnswerHiddenReason);
        }

        (AnswerBody, AnswerHtml, AnsweredAt, AnswerEditedAt, FaqPosition) = (null, null, null, null, null);
        return default(Done);
    }

    public Result<Done> Withdraw() => this switch
    {
        { HiddenAt: not null } => QuestionErrors.Hidden(HiddenReason),
        { AnsweredAt: not null } => QuestionErrors.Answered,
        _ => default(Done),
    };

    public void Hide(string reason, DateTimeOffset now) => (HiddenAt, HiddenReason, FaqPosition) = (now, reason, null);

    public void Restore() => (HiddenAt, HiddenReason) = (null, null);

    public void HideAnswer(string reason, DateTimeOffset now) => (AnswerHiddenAt, AnswerHiddenReason, FaqPosition) = (now, reason, null);

    public void RestoreAnswer() => (AnswerHiddenAt, AnswerHiddenReason) = (null, null);
}
