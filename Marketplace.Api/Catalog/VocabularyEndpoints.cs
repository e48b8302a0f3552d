using Marketplace.Contracts.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Catalog;

internal static class VocabularyEndpoints
{
    public static void MapVocabulary(this IEndpointRouteBuilder app)
    {
        app.MapGet(CatalogRoutes.Categories, ListCategoriesAsync).WithTags("Catalog").AllowAnonymous().WithSummary("The category tree with counts");
        app.MapGet(CatalogRoutes.Tags, ListTagsAsync).WithTags("Catalog").AllowAnonymous().WithSummary("Tags that begin so, the most used first");
        app.MapGet(CatalogRoutes.Stacks, ListStacksAsync).WithTags("Catalog").AllowAnonymous().WithSummary("Technologies that begin so, the most used first");
    }

    private static async Task<Ok<IReadOnlyList<CategoryView>>> ListCategoriesAsync(VocabularyReader vocabulary, CancellationToken cancellationToken) =>
        TypedResults.Ok(await vocabulary.ListCategoriesAsync(cancellationToken));

    private static async Task<Ok<IReadOnlyList<VocabularyView>>> ListTagsAsync(string? prefix, VocabularyReader vocabulary, CancellationToken cancellationToken) =>
        TypedResults.Ok(await vocabulary.ListTagsAsync(prefix, cancellationToken));

    private static async Task<Ok<IReadOnlyList<VocabularyView>>> ListStacksAsync(string? prefix, VocabularyReader vocabulary, CancellationToken cancellationToken) =>
        TypedResults.Ok(await vocabulary.ListStacksAsync(prefix, cancellationToken));
}
