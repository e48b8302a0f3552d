using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Brain.Answers;

public static class AnswerErrors
{
    public static Error TooShort { get; } = new(ErrorKind.Invalid, "brain.question_too_short", "Ask in a few words.", "question");

    public static Error TooLong { get; } = new(ErrorKind.Invalid, "brain.question_too_long", $"Use at most {BrainPolicy.MaxQuestion} characters.", "question");

    public static Error VersionWithoutProduct { get; } = new(ErrorKind.Invalid, "brain.version_without_product", "Name the product whose version this is.", "version");

    public static Error QuotaExceeded(Plan plan, TimeSpan untilReset) => PlanErrors.QuotaExceeded(plan, PlanFeature.BrainQuestions, "questions of this month", "questions a month", untilReset);
}
