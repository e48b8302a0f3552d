using Marketplace.Contracts.Questions;

namespace Marketplace.Web.Questions;

/// <summary>schema.org FAQPage, for search engines; null without a FAQ.</summary>
internal static class FaqJsonLd
{
    public static Dictionary<string, object?>? Of(IReadOnlyList<QuestionView> faq) => faq.Count == 0 ? null : new()
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "FAQPage",
        ["mainEntity"] = faq.Select(question => new Dictionary<string, object>
        {
            ["@type"] = "Question",
            ["name"] = question.Body,
            ["acceptedAnswer"] = new Dictionary<string, object> { ["@type"] = "Answer", ["text"] = question.AnswerHtml },
        }).ToArray(),
    };
}
