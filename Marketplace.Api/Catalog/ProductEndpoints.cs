using Marketplace.Api.Hosting;
using Marketplace.Contracts.Catalog;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Catalog;

internal static class ProductEndpoints
{
    private const int RelatedCandidates = 60;
    private const int RelatedShown = 6;

    public static void MapProducts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(CatalogRoutes.Products).WithTags("Catalog").AllowAnonymous().ProducesProblem(404);
        group.MapGet("/{slug}", GetAsync).WithSummary("A published product in full; an address it had before answers it too, with the present slug");
        group.MapGet("/{slug}/related", ListRelatedAsync).WithSummary("Products like this one");
    }

    private static async Task<Results<Ok<ProductDetailView>, ProblemHttpResult>> GetAsync(string slug, ProductDetails details, MarketplaceDb db, CancellationToken cancellationToken)
    {
        if (await details.FindAsync(slug, cancellationToken) is { } product)
        {
            return TypedResults.Ok(product);
        }

        // It was for sale and will be again: whoever follows a link learns so.
        var resting = await db.ProductsAt(slug).Where(found => found.State == ProductState.Unlisted && found.DeletedAt == null).Select(found => found.Title).SingleOrDefaultAsync(cancellationToken);
        return (resting is null ? Error.NotFound("product") : CatalogErrors.NotForSale(resting)).ToProblem();
    }

    private static async Task<Results<Ok<IReadOnlyList<ProductItemView>>, ProblemHttpResult>> ListRelatedAsync(
        string slug, MarketplaceDb db, ProductViews views, CancellationToken cancellationToken)
    {
        var product = await db.PublicAt(slug)
            .Select(found => new { found.Id, found.CategorySlug, found.Tags, found.Stack }).SingleOrDefaultAsync(cancellationToken);
        if (product is null)
        {
            return Error.NotFound("product").ToProblem();
        }

        var candidates = await db.Products.AsNoTracking().Public()
            .Where(other => other.Id != product.Id)
            .Where(other => other.CategorySlug == product.CategorySlug
                || other.Tags.Any(tag => product.Tags.Contains(tag))
                || other.Stack.Any(entry => product.Stack.Contains(entry)))
            .OrderByDescending(other => other.SalesCount)
            .Take(RelatedCandidates)
            .Select(other => new { other.Id, other.CategorySlug, other.Tags, other.Stack, other.SalesCount })
            .ToListAsync(cancellationToken);
        var ids = candidates
            .OrderByDescending(other => (other.CategorySlug == product.CategorySlug ? 2 : 0)
                + other.Tags.Intersect(product.Tags).Count() + other.Stack.Intersect(product.Stack).Count())
            .ThenByDescending(other => other.SalesCount)
            .Select(other => other.Id)
            .Take(RelatedShown)
            .ToList();
        return TypedResults.Ok(await views.GetItemsAsync(ids, cancellationToken));
    }
}
