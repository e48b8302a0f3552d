using System.ComponentModel.DataAnnotations;

namespace Marketplace.Contracts.Brain;

public sealed record AskCommunityRequest
{
    /// <summary>Plain text; everybody reads it.</summary>
    [Required(ErrorMessage = "Write your question first."), StringLength(600, MinimumLength = 15, ErrorMessage = "Use 15 to 600 characters.")]
    public string Body { get; set; } = "";
}

/// <summary>A question put before everybody.</summary>
/// <param name="ClosedAt">When who asked had what they needed; null while it is open.</param>
/// <param name="Answers">Published entries that were written for it, the oldest first.</param>
public sealed record CommunityQuestionView(Guid Id, string Body, string Asker, DateTimeOffset AskedAt, DateTimeOffset? ClosedAt, bool IsMine, IReadOnlyList<EntrySummaryView> Answers);
