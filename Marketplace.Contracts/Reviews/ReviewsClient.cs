using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Reviews;

public sealed class ReviewsClient(HttpClient http) : ApiClient(http)
{
    public Task<ReviewsView> ListAsync(string slug, ReviewListing listing, CancellationToken cancellationToken) => GetAsync<ReviewsView>(
        WithQuery(OfProduct(slug), ("sort", listing.Sort), ("stars", listing.Stars), ("answered", listing.Answered ? true : null), ("cursor", listing.Cursor)), cancellationToken);

    public Task<MyReviewsView> GetMineAsync(string slug, CancellationToken cancellationToken) => GetAsync<MyReviewsView>($"{OfProduct(slug)}/mine", cancellationToken);

    public Task<OwnReviewView> AddAsync(string slug, ReviewRequest request, CancellationToken cancellationToken) =>
        PostAsync<OwnReviewView>(OfProduct(slug), request, cancellationToken);

    public Task<OwnReviewView> EditAsync(Guid id, ReviewRequest request, CancellationToken cancellationToken) =>
        PutAsync<OwnReviewView>(Of(id), request, cancellationToken);

    public Task DeleteAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync(Of(id), cancellationToken);

    public Task<ReviewResponseView> RespondAsync(Guid id, ReviewResponseRequest request, CancellationToken cancellationToken) =>
        PutAsync<ReviewResponseView>($"{Of(id)}/response", request, cancellationToken);

    public Task RemoveResponseAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync($"{Of(id)}/response", cancellationToken);

    public Task<HelpfulView> VoteAsync(Guid id, CancellationToken cancellationToken) => PutAsync<HelpfulView>($"{Of(id)}/helpful", null, cancellationToken);

    public Task<HelpfulView> TakeVoteBackAsync(Guid id, CancellationToken cancellationToken) => DeleteAsync<HelpfulView>($"{Of(id)}/helpful", cancellationToken);

    /// <param name="unanswered">Only those that wait for an answer.</param>
    public Task<PageView<SellerReviewView>> ListOfSellerAsync(bool unanswered, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<SellerReviewView>>(WithQuery(ReviewRoutes.SellerReviews, ("unanswered", unanswered ? true : null), ("cursor", cursor)), cancellationToken);

    private static string OfProduct(string slug) => $"{CatalogRoutes.Products}/{Uri.EscapeDataString(slug)}/reviews";

    private static string Of(Guid id) => $"{ReviewRoutes.Reviews}/{id}";
}
