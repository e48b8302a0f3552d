using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Reviews;

namespace Marketplace.Web.Reviews;

/// <summary>A review as a form.</summary>
public sealed class ReviewForm
{
    [Required(ErrorMessage = "Give 1 to 5 stars."), Range(1, 5, ErrorMessage = "Give 1 to 5 stars.")]
    public int? Rating { get; set; }

    [Required(ErrorMessage = "Sum it up in a few words."), StringLength(100, ErrorMessage = "Use at most 100 characters.")]
    public string? Title { get; set; }

    [Required(ErrorMessage = "Say what others should know."), StringLength(5_000, ErrorMessage = "Use at most 5,000 characters.")]
    public string? Body { get; set; }

    public static ReviewForm Of(OwnReviewView review) => new() { Rating = review.Rating, Title = review.Title, Body = review.Body };

    public ReviewRequest ToRequest() => new() { Rating = Rating ?? 0, Title = Title ?? "", Body = Body?.ReplaceLineEndings("\n") ?? "" };
}
