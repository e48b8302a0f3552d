using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Http;
using Marketplace.Core.Brain.Suggestions;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Brain;

/// <summary>What may help at a place, without being asked.</summary>
internal static class SuggestEndpoints
{
    private const int Shown = 4;
    private const int MaxWords = 200;

    public static void MapSuggestions(this IEndpointRouteBuilder app) => app
        .MapGet(BrainRoutes.Suggest, SuggestAsync).WithTags("Brain").AllowAnonymous().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404)
        .WithSummary("Knowledge that fits: context=product&slug=, context=search&q=, or context=listing&productId= for the seller, with hints for the listing");

    private static async Task<Results<Ok<SuggestionsView>, ProblemHttpResult>> SuggestAsync(
        string? context, string? slug, string? q, Guid? productId, ClaimsPrincipal caller, SuggestReader reader, CancellationToken cancellationToken)
    {
        var found = (context, caller.FindUserId()) switch
        {
            ("product", _) when !string.IsNullOrEmpty(slug) => await reader.ForProductAsync(slug, Shown, cancellationToken),
            ("search", _) when !string.IsNullOrWhiteSpace(q) => await reader.ForSearchAsync(q.Length <= MaxWords ? q : q[..MaxWords], Shown, cancellationToken),
            ("listing", { } sellerId) when productId is { } id => await reader.ForListingAsync(sellerId, id, Shown, cancellationToken),
            _ => new Error(ErrorKind.Invalid, "validation_failed", "The context is product with slug, search with q, or listing with productId (signed in).", "context"),
        };
        return found.IsOk ? TypedResults.Ok(found.Value) : found.Error.ToProblem();
    }
}

internal sealed class SuggestReader(MarketplaceDb db, EntryReader entries, ListingSuggestions listings)
{
    public async Task<Result<SuggestionsView>> ForProductAsync(string slug, int limit, CancellationToken cancellationToken)
    {
        var product = await db.PublicAt(slug).Select(found => new { found.Title, found.Summary, found.Tags, found.Stack }).SingleOrDefaultAsync(cancellationToken);
        return product is null
            ? Error.NotFound("product")
            : new SuggestionsView(await entries.SuggestAsync($"{product.Title} {product.Summary} {string.Join(' ', product.Tags)}", product.Stack, limit, cancellationToken), null);
    }

    public async Task<Result<SuggestionsView>> ForSearchAsync(string words, int limit, CancellationToken cancellationToken) =>
        new SuggestionsView(await entries.SuggestAsync(words, [], limit, cancellationToken), null);

    public async Task<Result<SuggestionsView>> ForListingAsync(Guid sellerId, Guid productId, int limit, CancellationToken cancellationToken)
    {
        var hints = await listings.FindAsync(sellerId, productId, cancellationToken);
        if (hints is null)
        {
            return Error.NotFound("product");
        }

        var product = await db.Products.Where(found => found.Id == productId).Select(found => new { found.Title, found.Summary, found.Stack }).SingleAsync(cancellationToken);
        var prices = hints.Prices is { } range
            ? new PriceRangeView(new(range.From, hints.Currency), new(range.Median, hints.Currency), new(range.To, hints.Currency), hints.PriceCount)
            : null;
        return new SuggestionsView(
            await entries.SuggestAsync($"{product.Title} {product.Summary} sell price README", product.Stack, limit, cancellationToken),
            new(
                hints.Title, hints.Tags, [.. hints.Stacks.Select(StackVocabulary.Label)], prices, [.. hints.ReadmeGaps.Select(gap => new ReadmeGapView(gap.Name, gap.Hint))],
                [.. hints.Similar.Select(similar => new SimilarProductView(similar.Slug, similar.Title, similar.PriceCents is { } cents ? new MoneyView(cents, similar.Currency) : null))]));
    }
}
