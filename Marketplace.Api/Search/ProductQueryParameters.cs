using System.Globalization;
using Marketplace.Core.Catalog;
using Marketplace.Core.Search;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Api.Search;

/// <summary>
/// The query string of <c>GET /api/products</c>. Numbers arrive as text so that a wrong one is refused by name, like every other field,
/// and not by a failed binding.
/// </summary>
internal sealed record ProductQueryParameters
{
    public const int MaxQueryLength = 200;
    private const int MaxLimit = 100;
    private const int MaxValues = 20;

    private static readonly Dictionary<string, SearchOrder> Orders = new(StringComparer.Ordinal)
    {
        ["relevance"] = SearchOrder.Relevance,
        ["newest"] = SearchOrder.Newest,
        ["popular"] = SearchOrder.Popular,
        ["rating"] = SearchOrder.Rating,
        ["priceAsc"] = SearchOrder.PriceAscending,
        ["priceDesc"] = SearchOrder.PriceDescending,
    };

    [FromQuery(Name = "q")] public string? Q { get; init; }
    [FromQuery(Name = "category")] public string? Category { get; init; }
    [FromQuery(Name = "stack")] public string[]? Stack { get; init; }
    [FromQuery(Name = "tag")] public string[]? Tag { get; init; }
    [FromQuery(Name = "license")] public string? License { get; init; }
    [FromQuery(Name = "minPrice")] public string? MinPrice { get; init; }
    [FromQuery(Name = "maxPrice")] public string? MaxPrice { get; init; }
    [FromQuery(Name = "minRating")] public string? MinRating { get; init; }
    [FromQuery(Name = "seller")] public string? Seller { get; init; }
    [FromQuery(Name = "sort")] public string? Sort { get; init; }
    [FromQuery(Name = "cursor")] public string? Cursor { get; init; }
    [FromQuery(Name = "limit")] public string? Limit { get; init; }
    [FromQuery(Name = "facets")] public string? Facets { get; init; }

    /// <summary>The handle that <see cref="Seller"/> names; null when sellers do not matter.</summary>
    public string? SellerHandle => Clean(Seller);

    /// <returns>The search without its seller, and what is wrong per field; nothing wrong when empty.</returns>
    public (ProductSearch Search, Dictionary<string, string[]> Errors) Parse()
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var text = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim();
        var order = ReadOrder(text, errors);
        var search = new ProductSearch
        {
            Text = text,
            Category = Clean(Category),
            Stack = ReadValues("stack", Stack, errors),
            Tags = ReadValues("tag", Tag, errors),
            License = Clean(License),
            MinPriceCents = ReadNumber("minPrice", MinPrice, 0, long.MaxValue, "a price in cents, 0 or more", errors),
            MaxPriceCents = ReadNumber("maxPrice", MaxPrice, 0, long.MaxValue, "a price in cents, 0 or more", errors),
            MinRating = ReadRating(errors),
            Order = order,
            Cursor = ReadCursor(order, errors),
            Limit = (int?)ReadNumber("limit", Limit, 1, MaxLimit, $"a number from 1 to {MaxLimit}", errors) ?? 24,
            WithFacets = ReadFlag("facets", Facets, errors),
        };
        Require(text is not { Length: > MaxQueryLength }, "q", $"A search has at most {MaxQueryLength} characters.", errors);
        Require(search.License is null or "standard" or "extended", "license", "The licence is standard or extended.", errors);
        Require(!(search.MinPriceCents > search.MaxPriceCents), "maxPrice", "The highest price is below the lowest.", errors);
        return (search, errors);
    }

    private SearchOrder ReadOrder(string? text, Dictionary<string, string[]> errors)
    {
        var byDefault = text is null ? SearchOrder.Popular : SearchOrder.Relevance;
        if (string.IsNullOrEmpty(Sort))
        {
            return byDefault;
        }

        var known = Orders.TryGetValue(Sort, out var order);
        Require(known, "sort", $"The sort is one of {string.Join(", ", Orders.Keys)}.", errors);

        // Without a text nothing is more relevant than another.
        return known && order != SearchOrder.Relevance ? order : byDefault;
    }

    private SearchCursor? ReadCursor(SearchOrder order, Dictionary<string, string[]> errors)
    {
        var cursor = string.IsNullOrEmpty(Cursor) ? null : SearchCursor.Parse(Cursor, order);
        Require(string.IsNullOrEmpty(Cursor) || cursor is not null, "cursor", "The cursor is not one of this list and sort; start without a cursor.", errors);
        return cursor;
    }

    private decimal? ReadRating(Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(MinRating))
        {
            return null;
        }

        var valid = decimal.TryParse(MinRating, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rating) && rating <= 5;
        Require(valid, "minRating", "The rating is a number from 0 to 5.", errors);
        return valid ? rating : null;
    }

    private static long? ReadNumber(string field, string? value, long min, long max, string what, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        var valid = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max;
        Require(valid, field, $"This is {what}.", errors);
        return valid ? number : null;
    }

    private static bool ReadFlag(string field, string? value, Dictionary<string, string[]> errors)
    {
        var valid = bool.TryParse(value, out var flag);
        Require(valid || string.IsNullOrEmpty(value), field, "This is true or false.", errors);
        return flag;
    }

    private static IReadOnlyList<string> ReadValues(string field, string[]? values, Dictionary<string, string[]> errors)
    {
        List<string> cleaned = [.. (values ?? []).Select(Clean).OfType<string>().Select(Canonical).Distinct(StringComparer.Ordinal)];
        Require(cleaned.Count <= MaxValues, field, $"At most {MaxValues} values can be chosen.", errors);
        return cleaned;
    }

    /// <summary>C# is stored as csharp. What is nothing at all stays as written and matches nothing.</summary>
    private static string Canonical(string value) => TagPolicy.Normalise(value) is { Length: > 0 } tag ? tag : value;

    /// <summary>PostgreSQL's text cannot hold a zero character.</summary>
    private static string? Clean(string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : value.Trim().ToLowerInvariant().Replace('\0', '\uFFFD');

    private static void Require(bool condition, string field, string message, Dictionary<string, string[]> errors)
    {
        if (!condition)
        {
            errors.TryAdd(field, [message]);
        }
    }
}
