using Marketplace.Core.Kernel;

namespace Marketplace.Core.Catalog;

/// <summary>What a listing's fields may hold. Shape (lengths, required) is checked on the wire contract before.</summary>
internal static class ContentRules
{
    private const int MinTitle = 4;

    /// <summary>The content in its canonical form, or the first refusal.</summary>
    public static Result<ProductContent> Check(ProductContent written)
    {
        var tags = TagPolicy.Tags(written.Tags);
        var stack = TagPolicy.Stack(written.Stack);
        var content = written with
        {
            Title = written.Title.Trim(),
            Summary = written.Summary.Trim(),
            Tags = tags.Value ?? [],
            Stack = stack.Value ?? [],
            DemoUrl = NullIfBlank(written.DemoUrl),
            DocsUrl = NullIfBlank(written.DocsUrl),
            Slug = NullIfBlank(written.Slug) is { } slug ? Slug.From(slug, CatalogPolicy.SlugLength) : null,
        };
        var refusal = FirstRefusal(content) ?? tags.Error ?? stack.Error;
        return refusal is null ? content : refusal;
    }

    private static Error? FirstRefusal(ProductContent content) => content switch
    {
        { Title.Length: < MinTitle } => CatalogErrors.TitleTooShort,
        { PriceCents: { } price } when !CatalogPolicy.IsPrice(price) => CatalogErrors.BadPrice("price"),
        { ExtendedPriceCents: { } extended } when !CatalogPolicy.IsPrice(extended) => CatalogErrors.BadPrice("extendedPrice"),
        { ExtendedPriceCents: { } extended, PriceCents: var price } when extended < (price ?? 0) => CatalogErrors.ExtendedBelowStandard,
        { Slug.Length: < CatalogPolicy.MinSlug } => CatalogErrors.BadSlug,
        { DemoUrl: { } demo } when !HttpsAddress.IsValid(demo) => CatalogErrors.NotHttps("demoUrl"),
        { DocsUrl: { } docs } when !HttpsAddress.IsValid(docs) => CatalogErrors.NotHttps("docsUrl"),
        _ => null,
    };

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
