using Marketplace.Core.Kernel;

namespace Marketplace.Core.Moderation;

public enum CaseState
{
    Open,
    Dismissed,
    Hidden,
}

/// <summary>What somebody wrote that can be reported.</summary>
public enum ContentKind
{
    Review,

    /// <summary>A seller's answer to a review.</summary>
    Response,
    Question,

    /// <summary>A seller's answer to a question.</summary>
    Answer,

    /// <summary>A piece of knowledge in the Brain.</summary>
    Entry,

    /// <summary>A question put before everybody.</summary>
    CommunityQuestion,
}

/// <summary>Names one text: the answer of a review or question has that one's id.</summary>
public readonly record struct ContentRef(ContentKind Kind, Guid Id);

public enum ReportReason
{
    Spam,
    Offensive,
    OffTopic,
    PersonalData,
    NotGenuine,
    Other,
}

/// <summary>
/// All reports of one text, and what was decided.
/// <code>
/// open ──hide──▶ hidden ──restore──▶ dismissed
///   └──dismiss──▶ dismissed ──reported by somebody else──▶ open
/// </code>
/// It goes with its text when the author deletes that.
/// </summary>
public sealed class ModerationCase
{
    public required Guid Id { get; init; }
    public required ContentKind Kind { get; init; }

    /// <summary>The review that is reported, or whose answer is; null for a question's.</summary>
    public Guid? ReviewId { get; init; }
    public Guid? QuestionId { get; init; }
    public Guid? EntryId { get; init; }
    public Guid? CommunityQuestionId { get; init; }
    public CaseState State { get; private set; }
    public required DateTimeOffset OpenedAt { get; set; }

    /// <summary>Since it was opened for the first time; 0 when the marketplace itself noticed the text.</summary>
    public int ReportCount { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public Guid? DecidedBy { get; private set; }

    /// <summary>Why it was hidden, as its author reads it.</summary>
    public string? Reason { get; private set; }

    public ContentRef Content => new(Kind, ReviewId ?? QuestionId ?? EntryId ?? CommunityQuestionId ?? Guid.Empty);

    public static ModerationCase Of(ContentRef content, DateTimeOffset now)
    {
        Guid? For(params ReadOnlySpan<ContentKind> kinds) => kinds.Contains(content.Kind) ? content.Id : null;
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Kind = content.Kind,
            ReviewId = For(ContentKind.Review, ContentKind.Response),
            QuestionId = For(ContentKind.Question, ContentKind.Answer),
            EntryId = For(ContentKind.Entry),
            CommunityQuestionId = For(ContentKind.CommunityQuestion),
            OpenedAt = now,
        };
    }

    /// <returns>Whether it waits for a decision that it did not wait for before.</returns>
    public bool Add(DateTimeOffset now)
    {
        ReportCount++;
        if (State == CaseState.Open && ReportCount > 1)
        {
            return false;
        }

        (State, OpenedAt) = (CaseState.Open, now);
        return true;
    }

    public Result<Done> Hide(string reason, Guid adminId, DateTimeOffset now) => Decide(CaseState.Open, CaseState.Hidden, reason, adminId, now);

    public Result<Done> Dismiss(Guid adminId, DateTimeOffset now) => Decide(CaseState.Open, CaseState.Dismissed, null, adminId, now);

    public Result<Done> Restore(Guid adminId, DateTimeOffset now) => Decide(CaseState.Hidden, CaseState.Dismissed, null, adminId, now);

    private Result<Done> Decide(CaseState from, CaseState to, string? reason, Guid adminId, DateTimeOffset now)
    {
        if (State != from)
        {
            return ModerationErrors.WrongState(State);
        }

        (State, Reason, DecidedBy, DecidedAt) = (to, reason, adminId, now);
        return default(Done);
    }
}

/// <summary>One person's report of a text: once.</summary>
public sealed class ContentReport
{
    public required Guid CaseId { get; init; }
    public required Guid ReporterId { get; init; }
    public required ReportReason Reason { get; init; }

    /// <summary>In the reporter's words; may be empty.</summary>
    public required string Text { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
