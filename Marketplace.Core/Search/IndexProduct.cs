using System.Net;
using System.Text.RegularExpressions;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Search;

/// <summary>Brings the index to what the catalogue says of the products: public ones are put, all others removed. May run any number of times.</summary>
public sealed partial class IndexProduct(MarketplaceDb db, IProductIndex index) : IOutboxHandler<ProductChanged>
{
    public Task HandleAsync(ProductChanged message, CancellationToken cancellationToken) => ExecuteAsync([message.ProductId], cancellationToken);

    public Task ExecuteAsync(IReadOnlyList<Guid> productIds, CancellationToken cancellationToken) => db.InTransactionAsync(
        async () =>
        {
            await db.TakeIndexingLockAsync(cancellationToken);
            var products = await db.Products.AsNoTracking()
                .Where(product => productIds.Contains(product.Id) && product.State == ProductState.Published && product.DeletedAt == null)
                .ToListAsync(cancellationToken);
            var categories = await db.Categories.AsNoTracking().ToDictionaryAsync(category => category.Slug, cancellationToken);
            await index.RemoveAsync([.. productIds.Except(products.Select(product => product.Id))], cancellationToken);
            await index.PutAsync([.. products.Select(product => ToDocument(product, categories))], cancellationToken);
            return default(Kernel.Done);
        },
        cancellationToken);

    private static ProductDocument ToDocument(Product product, Dictionary<string, Category> categories) => new()
    {
        ProductId = product.Id,
        SellerId = product.SellerId,
        Title = product.Title,
        Summary = product.Summary,
        Body = PlainText(product.DescriptionHtml),
        Categories = Path(product.CategorySlug, categories),
        Stack = [.. product.Stack.Select(value => new FacetValue(value, StackVocabulary.Label(value)))],
        Tags = [.. product.Tags.Select(value => new FacetValue(value, value))],
        Licenses = product.ExtendedPriceCents is null
            ? [new("standard", "Standard")]
            : [new("standard", "Standard"), new("extended", "Extended")],
        PriceCents = product.PriceCents ?? 0,
        RatingCount = product.RatingCount,
        RatingSum = product.RatingSum,
        Sales = product.SalesCount,
        PublishedAt = product.PublishedAt ?? product.CreatedAt,
    };

    private static List<FacetValue> Path(string slug, Dictionary<string, Category> categories)
    {
        List<FacetValue> path = [];
        for (var next = categories.GetValueOrDefault(slug); next is not null; next = next.ParentSlug is { } parent ? categories.GetValueOrDefault(parent) : null)
        {
            path.Add(new(next.Slug, next.Name));
        }

        return path;
    }

    private static string PlainText(string html) =>
        Spaces().Replace(WebUtility.HtmlDecode(Markup().Replace(Inline().Replace(html, ""), " ")), " ").Trim();

    /// <summary>Markup inside a line does not separate words.</summary>
    [GeneratedRegex(@"</?(a|abbr|b|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)\b[^>]*>")]
    private static partial Regex Inline();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
