using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Reviews;

/// <param name="BodyHtml">Sanitised HTML.</param>
public sealed record ReviewView(Guid Id, string Author, int Rating, string Title, string BodyHtml, DateTimeOffset CreatedAt, ReviewResponseView? Response);

public sealed record ReviewResponseView(string BodyHtml, DateTimeOffset CreatedAt);

/// <param name="Histogram">Number of reviews with 1, 2, 3, 4 and 5 stars, in this order.</param>
public sealed record ReviewsView(IReadOnlyList<ReviewView> Items, long Total, string? NextCursor, RatingView Rating, IReadOnlyList<int> Histogram);

public sealed class ReviewsClient(HttpClient http) : ApiClient(http)
{
    public Task<ReviewsView> ListAsync(string slug, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<ReviewsView>(WithQuery($"{CatalogRoutes.Products}/{Uri.EscapeDataString(slug)}/reviews", ("cursor", cursor)), cancellationToken);
}
