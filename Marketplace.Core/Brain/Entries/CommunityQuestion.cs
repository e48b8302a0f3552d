using Marketplace.Core.Kernel;

namespace Marketplace.Core.Brain.Entries;

/// <summary>
/// What the Brain could not answer, put before everybody by who asked it. Entries are written for it; the asker hears of each.
/// <code>
/// open ──close──▶ closed          at any time: hidden by the marketplace, and restored
/// </code>
/// </summary>
public sealed class CommunityQuestion
{
    public required Guid Id { get; init; }
    public required Guid AskerId { get; init; }

    /// <summary>Plain text.</summary>
    public required string Body { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public DateTimeOffset? HiddenAt { get; private set; }
    public string? HiddenReason { get; private set; }

    public bool IsPublic => HiddenAt is null;

    public Result<Done> Close(DateTimeOffset now)
    {
        if (HiddenAt is not null)
        {
            return CommunityErrors.Hidden(HiddenReason);
        }

        ClosedAt ??= now;
        return default(Done);
    }

    public void Hide(string reason, DateTimeOffset now) => (HiddenAt, HiddenReason) = (now, reason);

    public void Restore() => (HiddenAt, HiddenReason) = (null, null);
}

public static class CommunityErrors
{
    public static Error TooShort { get; } = new(ErrorKind.Invalid, "brain.question_too_short", $"Ask in {CommunityPolicy.MinBody} characters or more, so that it can be answered.", "body");

    public static Error AlreadyAsked { get; } = new(ErrorKind.Conflict, "brain.already_asked", "You have asked this already; it is open.");

    public static Error TooManyToday(TimeSpan wait) => new(
        ErrorKind.TooMany, "brain.too_many_questions", $"You have asked the community {CommunityPolicy.MaxPerDay} questions within a day. Ask again later.", RetryAfter: wait);

    public static Error Hidden(string? reason) => new(
        ErrorKind.Conflict, "brain.question_hidden", $"The marketplace has hidden your question, so it stays as it is. The reason: {reason}");
}

/// <summary>Questions to everybody: free of charge, not without measure.</summary>
public static class CommunityPolicy
{
    public const int MinBody = 15;
    public const int MaxPerDay = 10;
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);
}
