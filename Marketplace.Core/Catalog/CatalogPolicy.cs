namespace Marketplace.Core.Catalog;

/// <summary>What a listing must be before it can be sold, and its limits.</summary>
public static class CatalogPolicy
{
    public const int SlugLength = 70;
    public const int MinDescription = 100;
    public const long MinPaidCents = 50;
    public const long MaxPriceCents = 1_000_000;
    public const int MaxImages = 10;

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

    /// <summary>Free, or what a card payment can carry.</summary>
    public static bool IsPrice(long cents) => cents == 0 || cents is >= MinPaidCents and <= MaxPriceCents;
}
