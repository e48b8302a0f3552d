using System.Globalization;
using System.Text;
using Marketplace.Contracts.Search;
using Marketplace.Web.Selling;

namespace Marketplace.Web.Search;

/// <summary>What the address of a search says; every filter link is a changed copy of it.</summary>
public sealed record SearchState
{
    public string? Q { get; init; }
    public string? Category { get; init; }
    public IReadOnlyList<string> Stack { get; init; } = [];
    public IReadOnlyList<string> Tag { get; init; } = [];
    public string? License { get; init; }

    /// <summary>Dollars as typed.</summary>
    public string? Min { get; init; }
    public string? Max { get; init; }
    public string? Rating { get; init; }
    public string? Sort { get; init; }
    public string? Cursor { get; init; }

    public bool HasFilters => Category is not null || Stack.Count > 0 || Tag.Count > 0 || License is not null || Min is not null || Max is not null || Rating is not null;

    public string Url => Build("/search");

    public ProductQuery ToQuery() => new()
    {
        Q = Q,
        Category = Category,
        Stack = Stack,
        Tag = Tag,
        License = License,
        MinPrice = Cents(Min),
        MaxPrice = Cents(Max),
        MinRating = decimal.TryParse(Rating, NumberStyles.Number, CultureInfo.InvariantCulture, out var rating) ? Math.Clamp(rating, 0, 5) : null,
        Sort = Sort,
        Cursor = Cursor,
        Facets = true,
    };

    public static IReadOnlyList<string> Toggle(IReadOnlyList<string> values, string value) =>
        values.Contains(value) ? [.. values.Where(item => item != value)] : [.. values, value];

    /// <summary>The fields that a form must carry along, except those it has itself.</summary>
    public IEnumerable<(string Name, string Value)> Fields(params string[] except) =>
        Pairs().Where(pair => !except.Contains(pair.Name) && pair.Name != "cursor");

    private static long? Cents(string? text) => PriceText.TryParse(text, out var price, out _) ? price?.Amount : null;

    private IEnumerable<(string Name, string Value)> Pairs()
    {
        (string, string?)[] single = [("q", Q), ("category", Category), ("license", License), ("min", Min), ("max", Max), ("rating", Rating), ("sort", Sort), ("cursor", Cursor)];
        return single.Where(pair => !string.IsNullOrWhiteSpace(pair.Item2)).Select(pair => (pair.Item1, pair.Item2!))
            .Concat(Stack.Select(value => ("stack", value)))
            .Concat(Tag.Select(value => ("tag", value)));
    }

    private string Build(string path)
    {
        var url = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in Pairs())
        {
            url.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return url.ToString();
    }
}
