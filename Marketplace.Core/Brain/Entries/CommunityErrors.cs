using Marketplace.Core.Kernel;

namespace Marketplace.Core.Brain.Entries;

public static class CommunityErrors
{
    public static Error TooShort { get; } = new(ErrorKind.Invalid, "brain.question_too_short", $"Ask in {CommunityPolicy.MinBody} characters or more, so that it can be answered.", "body");

    public static Error AlreadyAsked { get; } = new(ErrorKind.Conflict, "brain.already_asked", "You have asked this already; it is open.");

    public static Error TooManyToday(TimeSpan wait) => new(
        ErrorKind.TooMany, "brain.too_many_questions", $"You have asked the community {CommunityPolicy.MaxPerDay} questions within a day. Ask again later.", RetryAfter: wait);

    public static Error Hidden(string? reason) => new(
        ErrorKind.Conflict, "brain.question_hidden", $"The marketplace has hidden your question, so it stays as it is. The reason: {reason}");
}
