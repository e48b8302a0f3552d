using System.Globalization;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Brain.Answers;

public static class AnswerErrors
{
    public const string QuotaCode = "quota_exceeded";

    public static Error TooShort { get; } = new(ErrorKind.Invalid, "brain.question_too_short", "Ask in a few words.", "question");

    public static Error TooLong { get; } = new(ErrorKind.Invalid, "brain.question_too_long", $"Use at most {BrainPolicy.MaxQuestion} characters.", "question");

    public static Error VersionWithoutProduct { get; } = new(ErrorKind.Invalid, "brain.version_without_product", "Name the product whose version this is.", "version");

    public static Error QuotaExceeded(Plan plan, TimeSpan untilReset)
    {
        var more = UsagePolicy.PlanWithMore(plan) is { } larger
            ? string.Create(CultureInfo.InvariantCulture, $" The {larger} plan has {BrainPolicy.QuestionsPerMonth(larger):N0} a month.")
            : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"You have asked all {BrainPolicy.QuestionsPerMonth(plan):N0} questions of this month. They start anew with the next.{more}");
        return new(ErrorKind.TooMany, QuotaCode, text, RetryAfter: untilReset);
    }
}
