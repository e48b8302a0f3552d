using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Catalog;

namespace Marketplace.Contracts.Reviews;

public static class ReviewRoutes
{
    public const string Reviews = "/api/reviews";
    public const string SellerReviews = "/api/seller/reviews";

    /// <summary>Of one product, below its own address.</summary>
    public const string OfProduct = CatalogRoutes.Products + "/{slug}/reviews";
}

/// <param name="BodyHtml">Sanitised HTML.</param>
/// <param name="EditedAt">Null when it stands as first written.</param>
/// <param name="Refunded">Its author has had the money back since.</param>
/// <param name="Helpful">How many people find it helpful.</param>
public sealed record ReviewView(
    Guid Id,
    string Author,
    int Rating,
    string Title,
    string BodyHtml,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EditedAt,
    bool Refunded,
    int Helpful,
    ReviewResponseView? Response);

public sealed record ReviewResponseView(string BodyHtml, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt);

/// <param name="Total">Of the list as filtered.</param>
/// <param name="Rating">Of all reviews, whatever the filter.</param>
/// <param name="Histogram">Number of reviews with 1, 2, 3, 4 and 5 stars, in this order, whatever the filter.</param>
public sealed record ReviewsView(IReadOnlyList<ReviewView> Items, long Total, string? NextCursor, RatingView Rating, IReadOnlyList<int> Histogram);

/// <summary>How a product's reviews are ordered and which are shown.</summary>
/// <param name="Sort"><c>newest</c>, <c>helpful</c>, <c>ratingDesc</c> or <c>ratingAsc</c>; newest when left out.</param>
/// <param name="Stars">Only those with so many stars.</param>
/// <param name="Answered">Only those the seller has answered.</param>
public sealed record ReviewListing(string? Sort = null, int? Stars = null, bool Answered = false, string? Cursor = null);

public sealed record ReviewRequest
{
    /// <summary>1 to 5 stars.</summary>
    public int Rating { get; set; }

    [Required(ErrorMessage = "Sum it up in a few words."), StringLength(100, ErrorMessage = "Use at most 100 characters.")]
    public string Title { get; set; } = "";

    /// <summary>Markdown.</summary>
    [Required(ErrorMessage = "Say what others should know."), StringLength(5_000, ErrorMessage = "Use at most 5,000 characters.")]
    public string Body { get; set; } = "";
}

public sealed record ReviewResponseRequest
{
    /// <summary>Markdown.</summary>
    [Required(ErrorMessage = "Write the answer first."), StringLength(5_000, ErrorMessage = "Use at most 5,000 characters.")]
    public string Body { get; set; } = "";
}

/// <summary>What the caller has to do with a product's reviews.</summary>
/// <param name="CanReview">They may write one now.</param>
/// <param name="Obstacle">Why not, as a code: <c>reviews.not_a_buyer</c>, <c>reviews.own_product</c>, <c>reviews.already_reviewed</c>, <c>reviews.hidden</c>.</param>
/// <param name="Review">Their own.</param>
/// <param name="HelpfulIds">Reviews they find helpful, the newest 500.</param>
public sealed record MyReviewsView(bool CanReview, string? Obstacle, OwnReviewView? Review, IReadOnlyList<Guid> HelpfulIds);

/// <summary>A review as its author sees it.</summary>
/// <param name="Body">Markdown as written.</param>
/// <param name="HiddenReason">Why the marketplace has hidden it; null while it is public.</param>
public sealed record OwnReviewView(Guid Id, int Rating, string Title, string Body, string BodyHtml, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt, string? HiddenReason);

public sealed record HelpfulView(int Helpful, bool Mine);

/// <summary>A review as the seller of its product sees it.</summary>
/// <param name="ResponseBody">The own answer, Markdown as written.</param>
/// <param name="ResponseHiddenReason">Why the marketplace has hidden the answer; null while it is public.</param>
public sealed record SellerReviewView(ReviewView Review, string ProductSlug, string ProductTitle, string? ResponseBody, string? ResponseHiddenReason);
