using Marketplace.Core.Kernel;

namespace Marketplace.Core.Questions;

public static class QuestionErrors
{
    public static Error OwnProduct { get; } = new(ErrorKind.Forbidden, "questions.own_product", "This is your own product: you answer here.");

    public static Error TooShort { get; } = new(
        ErrorKind.Invalid, "questions.too_short", $"Ask in {QuestionPolicy.MinBody} characters or more, so that it can be answered.", "body");

    public static Error TooManyWaiting { get; } = new(
        ErrorKind.Conflict, "questions.too_many_waiting", $"{QuestionPolicy.MaxWaiting} of your questions about this product wait for an answer. Take one back to ask another.");

    public static Error AlreadyAsked { get; } = new(ErrorKind.Conflict, "questions.already_asked", "You have asked this already; it waits for an answer.");

    public static Error NoAnswer { get; } = new(ErrorKind.Invalid, "questions.no_answer", "Write the answer first.", "body");

    public static Error Answered { get; } = new(
        ErrorKind.Conflict, "questions.answered", "This question is answered and helps others too, so it stays. Report it if it must go.");

    public static Error NotAnswered { get; } = new(ErrorKind.Conflict, "questions.not_answered", "Answer the question first: the FAQ holds answered ones.");

    public static Error FaqFull { get; } = new(
        ErrorKind.Conflict, "questions.faq_full", $"The FAQ has {QuestionPolicy.MaxFaq} entries. Take one out first: nobody reads more.");

    public static Error TooManyToday(TimeSpan wait) => new(
        ErrorKind.TooMany, "questions.too_many_today", $"You have asked {QuestionPolicy.MaxPerDay} questions within a day. Ask again later.", RetryAfter: wait);

    public static Error Hidden(string? reason) => new(
        ErrorKind.Conflict, "questions.hidden", $"The marketplace has hidden your question, so it stays as it is. The reason: {reason}");

    public static Error AnswerHidden(string? reason) => new(
        ErrorKind.Conflict, "questions.answer_hidden", $"The marketplace has hidden your answer, so it stays as it is. The reason: {reason}");
}
