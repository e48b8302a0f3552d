using Marketplace.Core.Kernel;

namespace Marketplace.Core.Reviews;

public static class ReviewErrors
{
    public static Error NotABuyer { get; } = new(ErrorKind.Forbidden, "reviews.not_a_buyer", "Only who bought the product can review it.");

    public static Error AlreadyReviewed { get; } = new(ErrorKind.Conflict, "reviews.already_reviewed", "You have reviewed this product already.");

    public static Error BadRating { get; } = new(ErrorKind.Invalid, "reviews.bad_rating", "Give 1 to 5 stars.", "rating");
}
