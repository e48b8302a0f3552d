using Marketplace.Core.Kernel;

namespace Marketplace.Core.Catalog;

/// <summary>What a listing must be before it can be sold, and its limits.</summary>
public static class CatalogPolicy
{
    public const int SlugLength = 70;
    public const int MinDescription = 100;
    public const long MinPaidCents = 50;
    public const long MaxPriceCents = 1_000_000;
    public const int MaxImages = 10;
    public const int MaxAlt = 160;
    public const int MinSlug = 3;

    /// <summary>How long a checked address counts as known.</summary>
    public static readonly TimeSpan LinkCheckedFor = TimeSpan.FromDays(7);

    /// <summary>What still stands between a listing and its submission, in plain words; empty when it is complete.</summary>
    public static IReadOnlyList<string> Missing(Product product)
    {
        List<(bool Missing, string Words)> checks =
        [
            (string.IsNullOrWhiteSpace(product.Title), "a title"),
            (string.IsNullOrWhiteSpace(product.Summary), "a summary of one sentence"),
            (product.Description.Trim().Length < MinDescription, $"a description of at least {MinDescription} characters"),
            (string.IsNullOrEmpty(product.CategorySlug), "a category"),
            (product.PriceCents is null, "a price (0 for free)"),
            (product.Images.Count == 0, "at least one image"),
            (product.LatestVersionId is null, "a package that passed its check"),
        ];
        return [.. checks.Where(check => check.Missing).Select(check => check.Words)];
    }

    /// <summary>
    /// What of an edit an approved listing takes at once; the rest waits for a person. Words, pictures, links, tags and lower prices take effect
    /// at once: they help buyers or can be mended. A higher price waits, for it may be raised on those who were promised the lower one. A licence
    /// that is offered anew or no longer changes what is sold. A category waits, for the listing was approved for the place it stands in.
    /// </summary>
    public static ProductContent AtOnce(Product live, ProductContent wanted) => wanted with
    {
        PriceCents = wanted.PriceCents > live.PriceCents ? live.PriceCents : wanted.PriceCents,
        ExtendedPriceCents = wanted.ExtendedPriceCents <= live.ExtendedPriceCents ? wanted.ExtendedPriceCents : live.ExtendedPriceCents,
        Category = live.CategorySlug,
    };

    /// <summary>An address made of a title follows it; one that was chosen stays.</summary>
    public static bool IsSlugOf(string slug, string title)
    {
        var made = Slug.From(title, SlugLength);
        return slug == made || (slug.StartsWith($"{made}-", StringComparison.Ordinal) && slug[(made.Length + 1)..].All(char.IsAsciiDigit));
    }

    /// <summary>Free, or what a card payment can carry.</summary>
    public static bool IsPrice(long cents) => cents == 0 || cents is >= MinPaidCents and <= MaxPriceCents;
}
