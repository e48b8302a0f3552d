using Marketplace.Contracts.Moderation;

namespace Marketplace.Web.Moderation;

/// <summary>What kinds, reasons and states are called.</summary>
internal static class ModerationWords
{
    public static readonly (ReportReasonName Reason, string Value, string Text)[] Reasons =
    [
        (ReportReasonName.Spam, "spam", "Advertising or spam"),
        (ReportReasonName.Offensive, "offensive", "Insulting, hateful or threatening"),
        (ReportReasonName.OffTopic, "off_topic", "Does not belong here"),
        (ReportReasonName.PersonalData, "personal_data", "Shows somebody's personal data or a secret"),
        (ReportReasonName.NotGenuine, "not_genuine", "Made up, bought or traded"),
        (ReportReasonName.Other, "other", "Something else"),
    ];

    public static string Of(ReportReasonName reason) => Reasons.First(known => known.Reason == reason).Text;

    public static ReportReasonName? Read(string? value) => Reasons.Where(known => known.Value == value).Select(known => (ReportReasonName?)known.Reason).FirstOrDefault();

    public static string Of(ReportedKind kind) => kind switch
    {
        ReportedKind.Review => "Review",
        ReportedKind.Response => "Answer to a review",
        ReportedKind.Question => "Question",
        ReportedKind.Entry => "Entry",
        ReportedKind.CommunityQuestion => "Question to the community",
        _ => "Answer to a question",
    };

    public static (string Text, string Class) Of(ReportStatus status) => status switch
    {
        ReportStatus.Open => ("To decide", "badge-hold"),
        ReportStatus.Hidden => ("Hidden", "badge-bad"),
        _ => ("Stands", "badge-good"),
    };
}
