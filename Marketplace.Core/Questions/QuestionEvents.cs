using Marketplace.Core.Outbox;

namespace Marketplace.Core.Questions;

public sealed record QuestionAsked(Guid QuestionId) : IOutboxEvent
{
    public static string Name => "questions.asked";
}

/// <summary>The seller has answered, for the first time or after taking an answer back.</summary>
public sealed record QuestionAnswered(Guid QuestionId) : IOutboxEvent
{
    public static string Name => "questions.answered";
}

/// <summary>
/// What a product's public answers say has changed: answered, edited, taken back, put into the FAQ or out of it, hidden, restored.
/// Nobody listens before the Brain does; it reads the product's public questions then.
/// </summary>
public sealed record FaqChanged(Guid ProductId) : IOutboxEvent
{
    public static string Name => "questions.faq_changed";
}
