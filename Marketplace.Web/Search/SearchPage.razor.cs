using Marketplace.Contracts.Search;
using Microsoft.AspNetCore.Components;

namespace Marketplace.Web.Search;

public sealed partial class SearchPage
{
    private static readonly (string Value, string Label)[] sorts =
    [
        ("relevance", "Best match"), ("popular", "Popular"), ("newest", "Newest"), ("rating", "Best rated"), ("priceAsc", "Price, low to high"), ("priceDesc", "Price, high to low"),
    ];

    private SearchState state = new();
    private ProductSearchView? result;

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [SupplyParameterFromQuery]
    private string? Category { get; set; }

    [SupplyParameterFromQuery]
    private string[]? Stack { get; set; }

    [SupplyParameterFromQuery]
    private string[]? Tag { get; set; }

    [SupplyParameterFromQuery]
    private string? License { get; set; }

    [SupplyParameterFromQuery]
    private string? Min { get; set; }

    [SupplyParameterFromQuery]
    private string? Max { get; set; }

    [SupplyParameterFromQuery]
    private string? Rating { get; set; }

    [SupplyParameterFromQuery]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery]
    private string? Cursor { get; set; }

    private string Heading => state.Q is { } q ? $"Results for “{q}”" : "All products";

    private string Sorted => state.Sort ?? (state.Q is null ? "popular" : "relevance");

    protected override async Task OnInitializedAsync()
    {
        state = new SearchState
        {
            Q = Text(Q),
            Category = Text(Category),
            Stack = Texts(Stack),
            Tag = Texts(Tag),
            License = Text(License),
            Min = Text(Min),
            Max = Text(Max),
            Rating = Text(Rating),
            Sort = sorts.Any(sort => sort.Value == Sort) ? Sort : null,
            Cursor = Text(Cursor),
        };
        result = await Search.SearchAsync(state.ToQuery(), Aborted);
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static IReadOnlyList<string> Texts(string[]? values) => [.. (values ?? []).Select(Text).OfType<string>().Distinct(StringComparer.Ordinal)];
}
