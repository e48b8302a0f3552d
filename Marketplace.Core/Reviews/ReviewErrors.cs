using Marketplace.Core.Kernel;

namespace Marketplace.Core.Reviews;

public static class ReviewErrors
{
    public static Error NotABuyer { get; } = new(ErrorKind.Forbidden, "reviews.not_a_buyer", "Only who bought the product can review it.");

    public static Error OwnProduct { get; } = new(ErrorKind.Forbidden, "reviews.own_product", "This is your own product: others judge it.");

    public static Error OwnReview { get; } = new(ErrorKind.Forbidden, "reviews.own_review", "This is your own review: others say whether it helps.");

    public static Error AlreadyReviewed { get; } = new(ErrorKind.Conflict, "reviews.already_reviewed", "You have reviewed this product already. Edit your review instead.");

    public static Error BadRating { get; } = new(ErrorKind.Invalid, "reviews.bad_rating", "Give 1 to 5 stars.", "rating");

    public static Error NoTitle { get; } = new(ErrorKind.Invalid, "reviews.no_title", "Sum it up in a few words.", "title");

    public static Error NoBody { get; } = new(ErrorKind.Invalid, "reviews.no_body", "Say what others should know.", "body");

    public static Error NoResponse { get; } = new(ErrorKind.Invalid, "reviews.no_response", "Write the answer first.", "body");

    public static Error Hidden(string? reason) => new(
        ErrorKind.Conflict, "reviews.hidden", $"The marketplace has hidden your review, so it stays as it is. The reason: {reason}");

    public static Error ResponseHidden(string? reason) => new(
        ErrorKind.Conflict, "reviews.response_hidden", $"The marketplace has hidden your answer, so it stays as it is. The reason: {reason}");
}
