using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Catalog;

namespace Marketplace.Contracts.Questions;

public static class QuestionRoutes
{
    public const string Questions = "/api/questions";
    public const string SellerQuestions = "/api/seller/questions";
    public const string OfProduct = CatalogRoutes.Products + "/{slug}/questions";
}

/// <summary>A question the seller has answered.</summary>
/// <param name="Body">Plain text.</param>
/// <param name="AnswerHtml">Sanitised HTML.</param>
public sealed record QuestionView(Guid Id, string Asker, string Body, DateTimeOffset AskedAt, string AnswerHtml, DateTimeOffset AnsweredAt, DateTimeOffset? EditedAt);

/// <param name="Faq">What the seller has put into the product's FAQ, in its order; the same on every page.</param>
/// <param name="Items">The other answered ones, the last answered first.</param>
/// <param name="Total">How many are answered in all.</param>
public sealed record QuestionsView(IReadOnlyList<QuestionView> Faq, IReadOnlyList<QuestionView> Items, long Total, string? NextCursor);

public sealed record AskRequest
{
    /// <summary>Plain text.</summary>
    [Required(ErrorMessage = "Write your question first."), StringLength(1_000, MinimumLength = 10, ErrorMessage = "Use 10 to 1,000 characters.")]
    public string Body { get; set; } = "";
}

public sealed record AnswerRequest
{
    /// <summary>Markdown.</summary>
    [Required(ErrorMessage = "Write the answer first."), StringLength(5_000, ErrorMessage = "Use at most 5,000 characters.")]
    public string Body { get; set; } = "";
}

/// <summary>Puts an answered question into the FAQ, or moves it there.</summary>
public sealed record FaqRequest
{
    /// <summary>From 1; the end when left out.</summary>
    [Range(1, int.MaxValue)]
    public int? Position { get; set; }
}

/// <summary>A question of the caller that nobody else sees: it waits, or it is hidden.</summary>
public sealed record OwnQuestionView(Guid Id, string Body, DateTimeOffset AskedAt, string? HiddenReason);

/// <summary>A question as the seller of its product sees it.</summary>
/// <param name="AnswerBody">Markdown as written; null while it waits.</param>
/// <param name="AnswerHiddenReason">Why the marketplace has hidden the answer.</param>
/// <param name="FaqPosition">From 1; null when it is not in the FAQ.</param>
public sealed record SellerQuestionView(
    Guid Id,
    string ProductSlug,
    string ProductTitle,
    string Asker,
    string Body,
    DateTimeOffset AskedAt,
    string? AnswerBody,
    string? AnswerHtml,
    DateTimeOffset? AnsweredAt,
    string? AnswerHiddenReason,
    int? FaqPosition);
