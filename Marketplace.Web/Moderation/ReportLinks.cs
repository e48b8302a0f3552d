using Marketplace.Contracts.Moderation;

namespace Marketplace.Web.Moderation;

internal static class ReportLinks
{
    private static readonly (ReportedKind Kind, string Word)[] Words =
        [(ReportedKind.Review, "review"), (ReportedKind.Response, "review-answer"), (ReportedKind.Question, "question"), (ReportedKind.Answer, "answer"),
        (ReportedKind.Entry, "entry"), (ReportedKind.CommunityQuestion, "community-question")];

    /// <param name="slug">The product's, to lead back to.</param>
    public static string Of(ReportedKind kind, Guid id, string slug) => $"/report/{Words.First(pair => pair.Kind == kind).Word}/{id}?product={Uri.EscapeDataString(slug)}";

    /// <param name="back">The page to lead back to.</param>
    public static string OfBrain(ReportedKind kind, Guid id, string back) => $"/report/{Words.First(pair => pair.Kind == kind).Word}/{id}?back={Uri.EscapeDataString(back)}";

    public static ReportedKind? Read(string word) => Words.Where(pair => pair.Word == word).Select(pair => (ReportedKind?)pair.Kind).FirstOrDefault();
}
