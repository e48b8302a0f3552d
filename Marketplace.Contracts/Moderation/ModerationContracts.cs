using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Marketplace.Contracts.Moderation;

public static class ModerationRoutes
{
    public const string Reports = "/api/admin/reports";
}

[JsonConverter(typeof(JsonStringEnumConverter<ReportReasonName>))]
public enum ReportReasonName
{
    [JsonStringEnumMemberName("spam")] Spam,
    [JsonStringEnumMemberName("offensive")] Offensive,
    [JsonStringEnumMemberName("off_topic")] OffTopic,
    [JsonStringEnumMemberName("personal_data")] PersonalData,
    [JsonStringEnumMemberName("not_genuine")] NotGenuine,
    [JsonStringEnumMemberName("other")] Other,
}

/// <summary>What is reported: a review, a seller's answer to one, a question, the answer to one, an entry of the Brain, a question to the community.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportedKind>))]
public enum ReportedKind
{
    [JsonStringEnumMemberName("review")] Review,
    [JsonStringEnumMemberName("review_response")] Response,
    [JsonStringEnumMemberName("question")] Question,
    [JsonStringEnumMemberName("answer")] Answer,
    [JsonStringEnumMemberName("entry")] Entry,
    [JsonStringEnumMemberName("community_question")] CommunityQuestion,
}

[JsonConverter(typeof(JsonStringEnumConverter<ReportStatus>))]
public enum ReportStatus
{
    [JsonStringEnumMemberName("open")] Open,
    [JsonStringEnumMemberName("dismissed")] Dismissed,
    [JsonStringEnumMemberName("hidden")] Hidden,
}

public sealed record ReportRequest
{
    [Required(ErrorMessage = "Say why.")]
    public ReportReasonName? Reason { get; set; }

    /// <summary>In the reporter's words; needed with <c>other</c>.</summary>
    [StringLength(1_000, ErrorMessage = "Use at most 1,000 characters.")]
    public string? Text { get; set; }
}

public sealed record HideRequest
{
    /// <summary>The author reads it.</summary>
    [Required, StringLength(1_000, MinimumLength = 10, ErrorMessage = "Use 10 to 1,000 characters.")]
    public string Reason { get; set; } = "";
}

/// <summary>All reports of one text.</summary>
/// <param name="ProductSlug">Null for texts of the Brain.</param>
/// <param name="About">The product's title, or the Brain.</param>
/// <param name="Path">The page of this site that shows the text.</param>
/// <param name="Title">Of a review or an entry; null for the others.</param>
/// <param name="BodyHtml">Sanitised HTML, as it stands now; empty when an answer was taken back meanwhile.</param>
/// <param name="Context">What an answer is about, in plain words; null for the others.</param>
/// <param name="Reports">The newest 20; none when the marketplace itself noticed a text that reads like orders to a language model.</param>
/// <param name="Reason">Why it was hidden; null while it is not.</param>
public sealed record ReportCaseView(
    Guid Id,
    ReportedKind Kind,
    ReportStatus Status,
    string? ProductSlug,
    string About,
    string Path,
    string Author,
    int? Rating,
    string? Title,
    string BodyHtml,
    string? Context,
    DateTimeOffset WrittenAt,
    DateTimeOffset? EditedAt,
    DateTimeOffset OpenedAt,
    int ReportCount,
    IReadOnlyList<ReportView> Reports,
    DateTimeOffset? DecidedAt,
    string? DecidedBy,
    string? Reason);

public sealed record ReportView(ReportReasonName Reason, string Text, string Reporter, DateTimeOffset At);
