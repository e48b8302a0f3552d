using System.Globalization;
using Marketplace.Api.Hosting;
using Marketplace.Core.Kernel;
using Marketplace.Core.Reviews;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Reviews;

internal enum ReviewSort
{
    Newest,
    Helpful,
    RatingDesc,
    RatingAsc,
}

/// <summary>What the query string of a product's reviews may say.</summary>
internal sealed record ReviewParameters
{
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    [FromQuery(Name = "stars")]
    public int? Stars { get; init; }

    [FromQuery(Name = "answered")]
    public bool? Answered { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }
}

/// <summary>Which reviews of a product, in which order, from where on. A cursor belongs to the order it was given out for.</summary>
internal sealed record ReviewQuery(ReviewSort Sort, int? Stars, bool Answered, int Limit, (long Key, Guid Id)? Start)
{
    private static readonly Dictionary<string, ReviewSort> Sorts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["newest"] = ReviewSort.Newest,
        ["helpful"] = ReviewSort.Helpful,
        ["ratingDesc"] = ReviewSort.RatingDesc,
        ["ratingAsc"] = ReviewSort.RatingAsc,
    };

    public static Result<ReviewQuery> Parse(ReviewParameters parameters)
    {
        var page = Paging.Parse(null, parameters.Limit);
        if (!page.IsOk)
        {
            return page.Error;
        }

        if (!Sorts.TryGetValue(string.IsNullOrEmpty(parameters.Sort) ? "newest" : parameters.Sort, out var sort))
        {
            return new Error(ErrorKind.Invalid, "validation_failed", "Sort by newest, helpful, ratingDesc or ratingAsc.", "sort");
        }

        if (parameters.Stars is { } stars && !ReviewPolicy.IsRating(stars))
        {
            return new Error(ErrorKind.Invalid, "validation_failed", "Reviews have 1 to 5 stars.", "stars");
        }

        var query = new ReviewQuery(sort, parameters.Stars, parameters.Answered == true, page.Value.Limit, null);
        return string.IsNullOrEmpty(parameters.Cursor) ? query : query.From(parameters.Cursor);
    }

    public IQueryable<Review> Filter(IQueryable<Review> reviews)
    {
        var visible = reviews.Where(review => review.HiddenAt == null);
        visible = Stars is { } stars ? visible.Where(review => review.Rating == stars) : visible;
        return Answered ? visible.Where(review => review.RespondedAt != null && review.ResponseHiddenAt == null) : visible;
    }

    public IQueryable<Review> Page(IQueryable<Review> reviews) => (Sort switch
    {
        ReviewSort.Helpful => After(reviews).OrderByDescending(review => review.HelpfulCount).ThenByDescending(review => review.Id),
        ReviewSort.RatingDesc => After(reviews).OrderByDescending(review => review.Rating).ThenByDescending(review => review.Id),
        ReviewSort.RatingAsc => After(reviews).OrderBy(review => review.Rating).ThenByDescending(review => review.Id),
        _ => After(reviews).OrderByDescending(review => review.CreatedAt).ThenByDescending(review => review.Id),
    }).Take(Limit + 1);

    public string CursorOf(Review last)
    {
        var key = Sort switch
        {
            ReviewSort.Helpful => last.HelpfulCount,
            ReviewSort.RatingDesc or ReviewSort.RatingAsc => last.Rating,
            _ => last.CreatedAt.UtcTicks,
        };
        return new Cursor(string.Create(CultureInfo.InvariantCulture, $"{Sort}:{key}"), last.Id).ToString();
    }

    private IQueryable<Review> After(IQueryable<Review> reviews)
    {
        if (Start is not var (key, id))
        {
            return reviews;
        }

        var (number, at) = ((int)Math.Min(key, int.MaxValue), new DateTimeOffset(key, TimeSpan.Zero));
        return Sort switch
        {
            ReviewSort.Helpful => reviews.Where(review => EF.Functions.LessThan(ValueTuple.Create(review.HelpfulCount, review.Id), ValueTuple.Create(number, id))),
            ReviewSort.RatingDesc => reviews.Where(review => EF.Functions.LessThan(ValueTuple.Create(review.Rating, review.Id), ValueTuple.Create(number, id))),
            ReviewSort.RatingAsc => reviews.Where(review => review.Rating > number || (review.Rating == number && review.Id < id)),
            _ => reviews.Where(review => EF.Functions.LessThan(ValueTuple.Create(review.CreatedAt, review.Id), ValueTuple.Create(at, id))),
        };
    }

    private Result<ReviewQuery> From(string text) =>
        Cursor.TryParse(text, out var cursor)
        && cursor.Key.Split(':') is [var sort, var number] && sort == Sort.ToString()
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var key) && key <= DateTimeOffset.MaxValue.UtcTicks
            ? this with { Start = (key, cursor.Id) }
            : Cursor.Malformed;
}
