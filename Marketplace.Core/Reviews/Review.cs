using Marketplace.Core.Kernel;

namespace Marketplace.Core.Reviews;

/// <summary>
/// A buyer's judgement of what they bought: one per person and product, proved by an order line.
/// <code>
/// visible ──hide──▶ hidden ──restore──▶ visible       its answer: none ──respond──▶ answered ──hide──▶ hidden ──restore──▶ answered
///    └──delete──▶ (gone; may be written again)                      ◀──remove──────┘
/// </code>
/// What is hidden cannot be edited, deleted or written again.
/// </summary>
public sealed class Review
{
    public required Guid Id { get; init; }
    public required Guid ProductId { get; init; }

    /// <summary>The product's, so that a seller's list needs no join.</summary>
    public required Guid SellerId { get; init; }
    public required Guid OrderLineId { get; init; }
    public required Guid AuthorId { get; init; }

    /// <summary>1 to 5 stars.</summary>
    public required int Rating { get; set; }
    public required string Title { get; set; }

    /// <summary>Markdown as written.</summary>
    public required string Body { get; set; }
    public required string BodyHtml { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EditedAt { get; private set; }

    /// <summary>Always the number of <see cref="HelpfulVote"/>s.</summary>
    public int HelpfulCount { get; set; }
    public DateTimeOffset? HiddenAt { get; private set; }
    public string? HiddenReason { get; private set; }
    public string? ResponseBody { get; private set; }
    public string? ResponseHtml { get; private set; }
    public DateTimeOffset? RespondedAt { get; private set; }
    public DateTimeOffset? ResponseEditedAt { get; private set; }
    public DateTimeOffset? ResponseHiddenAt { get; private set; }
    public string? ResponseHiddenReason { get; private set; }

    /// <summary>What it adds to the product's rating: nothing while it is hidden.</summary>
    public int? CountedRating => HiddenAt is null ? Rating : null;

    public Result<Done> Edit(ReviewText text, string html, DateTimeOffset now)
    {
        if (HiddenAt is not null)
        {
            return ReviewErrors.Hidden(HiddenReason);
        }

        if ((Rating, Title, Body) != (text.Rating, text.Title, text.Body))
        {
            (Rating, Title, Body, BodyHtml, EditedAt) = (text.Rating, text.Title, text.Body, html, now);
        }

        return default(Done);
    }

    /// <summary>The seller's answer; answering again replaces it.</summary>
    public Result<Done> Respond(string body, string html, DateTimeOffset now)
    {
        if (HiddenAt is not null)
        {
            return Error.NotFound("review");
        }

        if (ResponseHiddenAt is not null)
        {
            return ReviewErrors.ResponseHidden(ResponseHiddenReason);
        }

        if (RespondedAt is null)
        {
            (ResponseBody, ResponseHtml, RespondedAt) = (body, html, now);
        }
        else if (ResponseBody != body)
        {
            (ResponseBody, ResponseHtml, ResponseEditedAt) = (body, html, now);
        }

        return default(Done);
    }

    public Result<Done> RemoveResponse()
    {
        if (RespondedAt is null)
        {
            return Error.NotFound("answer");
        }

        if (ResponseHiddenAt is not null)
        {
            return ReviewErrors.ResponseHidden(ResponseHiddenReason);
        }

        (ResponseBody, ResponseHtml, RespondedAt, ResponseEditedAt) = (null, null, null, null);
        return default(Done);
    }

    public void Hide(string reason, DateTimeOffset now) => (HiddenAt, HiddenReason) = (now, reason);

    public void Restore() => (HiddenAt, HiddenReason) = (null, null);

    public void HideResponse(string reason, DateTimeOffset now) => (ResponseHiddenAt, ResponseHiddenReason) = (now, reason);

    public void RestoreResponse() => (ResponseHiddenAt, ResponseHiddenReason) = (null, null);
}

/// <summary>What a buyer writes.</summary>
public sealed record ReviewText(int Rating, string Title, string Body);

/// <summary>Somebody found a review helpful: once per person.</summary>
public sealed class HelpfulVote
{
    public required Guid ReviewId { get; init; }
    public required Guid UserId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>How many visible reviews of a product give how many stars: the histogram, kept like the product's count and sum.</summary>
public sealed class RatingTally
{
    public required Guid ProductId { get; init; }
    public int One { get; set; }
    public int Two { get; set; }
    public int Three { get; set; }
    public int Four { get; set; }
    public int Five { get; set; }

    /// <summary>1 star first.</summary>
    public IReadOnlyList<int> Histogram => [One, Two, Three, Four, Five];
}
