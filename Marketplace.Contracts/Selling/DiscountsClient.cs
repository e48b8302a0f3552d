using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Selling;

/// <summary>A seller's discount codes.</summary>
public sealed class DiscountsClient(HttpClient http) : ApiClient(http)
{
    public Task<PageView<DiscountView>> ListAsync(string? cursor, CancellationToken cancellationToken) =>
        GetAsync<PageView<DiscountView>>(WithQuery(SellingRoutes.Discounts, ("cursor", cursor)), cancellationToken);

    public Task<DiscountView> CreateAsync(DiscountRequest request, CancellationToken cancellationToken) =>
        PostAsync<DiscountView>(SellingRoutes.Discounts, request, cancellationToken);

    /// <summary>Changes everything but the word itself.</summary>
    public Task<DiscountView> UpdateAsync(Guid id, DiscountRequest request, CancellationToken cancellationToken) =>
        PutAsync<DiscountView>($"{SellingRoutes.Discounts}/{id}", request, cancellationToken);

    /// <summary>Ends it; what was sold with it stays.</summary>
    public Task<DiscountView> DeactivateAsync(Guid id, CancellationToken cancellationToken) =>
        DeleteAsync<DiscountView>($"{SellingRoutes.Discounts}/{id}", cancellationToken);
}
