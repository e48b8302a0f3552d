using Marketplace.Contracts.Http;
using Marketplace.Contracts.Packages;

namespace Marketplace.Contracts.Catalog;

public static class CatalogRoutes
{
    public const string Categories = "/api/categories";
    public const string Tags = "/api/tags";
    public const string Stacks = "/api/stacks";
    public const string Products = "/api/products";
    public const string Sellers = "/api/sellers";
}

/// <summary>The public catalogue; search is <see cref="Search.SearchClient"/>.</summary>
public sealed class CatalogClient(HttpClient http) : ApiClient(http)
{
    public Task<IReadOnlyList<CategoryView>> ListCategoriesAsync(CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<CategoryView>>(CatalogRoutes.Categories, cancellationToken);

    public Task<IReadOnlyList<VocabularyView>> ListTagsAsync(string? prefix, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<VocabularyView>>(WithQuery(CatalogRoutes.Tags, ("prefix", prefix)), cancellationToken);

    public Task<IReadOnlyList<VocabularyView>> ListStacksAsync(string? prefix, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<VocabularyView>>(WithQuery(CatalogRoutes.Stacks, ("prefix", prefix)), cancellationToken);

    public Task<ProductDetailView> GetProductAsync(string slug, CancellationToken cancellationToken) =>
        GetAsync<ProductDetailView>($"{CatalogRoutes.Products}/{Uri.EscapeDataString(slug)}", cancellationToken);

    public Task<IReadOnlyList<ProductItemView>> ListRelatedAsync(string slug, CancellationToken cancellationToken) =>
        GetAsync<IReadOnlyList<ProductItemView>>($"{CatalogRoutes.Products}/{Uri.EscapeDataString(slug)}/related", cancellationToken);

    /// <summary>What differs between two versions.</summary>
    public Task<VersionChangesView> GetChangesAsync(string slug, string from, string to, CancellationToken cancellationToken) =>
        GetAsync<VersionChangesView>(WithQuery($"{CatalogRoutes.Products}/{Uri.EscapeDataString(slug)}/versions/{Uri.EscapeDataString(to)}/changes", ("from", from)), cancellationToken);

    public Task<HttpResponseMessage> OpenSbomAsync(string slug, string version, CancellationToken cancellationToken) =>
        OpenAsync($"{CatalogRoutes.Products}/{Uri.EscapeDataString(slug)}/versions/{Uri.EscapeDataString(version)}/sbom", "application/json", cancellationToken);

    /// <summary>The signed manifest, a JSON file; the caller disposes it.</summary>
    public Task<HttpResponseMessage> OpenManifestAsync(string slug, string version, CancellationToken cancellationToken) =>
        OpenAsync($"{CatalogRoutes.Products}/{Uri.EscapeDataString(slug)}/versions/{Uri.EscapeDataString(version)}/manifest", "application/json", cancellationToken);

    public Task<SellerProfileView> GetSellerAsync(string handle, CancellationToken cancellationToken) =>
        GetAsync<SellerProfileView>($"{CatalogRoutes.Sellers}/{Uri.EscapeDataString(handle)}", cancellationToken);

    public Task<FollowView> GetFollowAsync(string handle, CancellationToken cancellationToken) => GetAsync<FollowView>(FollowPath(handle), cancellationToken);

    /// <summary>400 <c>accounts.own_shop</c> for the own page.</summary>
    public Task<FollowView> FollowAsync(string handle, CancellationToken cancellationToken) => PutAsync<FollowView>(FollowPath(handle), null, cancellationToken);

    public Task<FollowView> UnfollowAsync(string handle, CancellationToken cancellationToken) => DeleteAsync<FollowView>(FollowPath(handle), cancellationToken);

    private static string FollowPath(string handle) => $"{CatalogRoutes.Sellers}/{Uri.EscapeDataString(handle)}/follow";
}
