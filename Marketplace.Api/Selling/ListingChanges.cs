using Marketplace.Api.Hosting;
using Marketplace.Contracts.Selling;
using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;

namespace Marketplace.Api.Selling;

internal static class ListingChanges
{
    /// <summary>Null when nothing waits and nothing was refused.</summary>
    public static ListingChangeView? Of(Product product) => product.Change is not { } change ? null : new(
        change.Id, product.ChangeAskedAt, change.RefusedReason,
        change.PriceCents is { } price ? new Money(price, product.Currency).ToView() : null,
        change.ExtendedPriceCents is { } extended ? new Money(extended, product.Currency).ToView() : null,
        change.Category, Fields(product, change));

    public static IReadOnlyList<ChangedFieldView> Fields(Product product, ListingChange change) =>
        [.. change.Differences(product).Select(field => new ChangedFieldView(field.Name, field.Before, field.After))];
}
