using Marketplace.Core.Kernel;

namespace Marketplace.Core.Reviews;

/// <summary>
/// Who may review, and when buyers are invited to.
/// A verified buyer is a person with an account who has a paid line of the product that is not refunded; guests review once their order is claimed.
/// A review stays when the purchase is refunded later or lost in a dispute: what somebody learned of a product is still true, so it keeps counting and
/// is marked "refunded". Nobody reviews a product of their own; neither its author nor the product's seller finds a review helpful.
/// An invitation goes out once per buyer and product, seven days after the payment: when the money is released and the product was tried.
/// </summary>
public static class ReviewPolicy
{
    public const int MaxTitle = 100;
    public const int MaxBody = 5_000;

    public static readonly TimeSpan InviteAfter = TimeSpan.FromDays(7);

    /// <summary>Workers that were away for longer than this beyond the due time do not invite any more: the mail would puzzle.</summary>
    public static readonly TimeSpan InviteWithin = TimeSpan.FromDays(21);

    public static DateTimeOffset InviteAt(DateTimeOffset paidAt) => paidAt + InviteAfter;

    public static bool IsStillWorthAsking(DateTimeOffset dueAt, DateTimeOffset now) => now - dueAt <= InviteWithin;

    public static bool IsRating(int stars) => stars is >= 1 and <= 5;

    /// <summary>The text in its canonical form, or the refusal. Lengths are checked on the wire contract.</summary>
    public static Result<ReviewText> Check(ReviewText written)
    {
        var text = written with { Title = PersonText.Line(written.Title), Body = PersonText.Block(written.Body) };
        return text switch
        {
            _ when !IsRating(text.Rating) => ReviewErrors.BadRating,
            { Title: "" } => ReviewErrors.NoTitle,
            { Body: "" } => ReviewErrors.NoBody,
            _ => text,
        };
    }
}
