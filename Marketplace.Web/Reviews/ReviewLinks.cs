using System.Globalization;
using Marketplace.Contracts.Reviews;
using Microsoft.AspNetCore.Http.Extensions;

namespace Marketplace.Web.Reviews;

/// <summary>Addresses of a product's reviews: the order and the filter are in the address, so that they can be shared and work without JavaScript.</summary>
internal static class ReviewLinks
{
    public const string List = "reviews";
    public const string Own = "your-review";

    public static string Product(string slug) => $"/products/{slug}";

    public static string Of(string slug, ReviewListing listing)
    {
        var query = new QueryBuilder();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        Add("reviewSort", listing.Sort);
        Add("reviewStars", listing.Stars?.ToString(CultureInfo.InvariantCulture));
        Add("reviewAnswered", listing.Answered ? "true" : null);
        Add("reviewsAfter", listing.Cursor);
        return $"{Product(slug)}{query}#{List}";
    }
}
