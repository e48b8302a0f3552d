using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Search;
using Marketplace.Web.Brain;
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
    private IReadOnlyList<EntrySummaryView> knowledge = [];

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

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

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
        var categoriesTask = Vocabulary.CategoriesAsync(Catalog, Aborted);
        var found = await Search.SearchAsync(state.ToQuery(), Aborted);
        var categories = await categoriesTask;
        result = found.Facets is null ? found : found with { Facets = found.Facets with { Category = Arrange(found.Facets.Category, categories, state.Category) } };
        if (result.Items.Count == 0 && state.Q is { } words)
        {
            knowledge = await Services.GetRequiredService<Suggestions>().ForSearchAsync(words, Aborted);
        }
    }

    /// <summary>The top categories and, below the chosen one's, those within it.</summary>
    private static IReadOnlyList<FacetValueView> Arrange(IReadOnlyList<FacetValueView> values, IReadOnlyList<CategoryView> categories, string? chosen)
    {
        var parents = categories.ToDictionary(category => category.Slug, category => category.ParentSlug);
        var open = chosen is not null && parents.GetValueOrDefault(chosen) is { } parent ? parent : chosen;
        return
        [
            .. values.Where(value => parents.GetValueOrDefault(value.Value) is null)
                .SelectMany(top => values.Where(value => top.Value == open && parents.GetValueOrDefault(value.Value) == top.Value)
                    .Select(child => child with { Label = $"– {child.Label}" })
                    .Prepend(top)),
        ];
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static IReadOnlyList<string> Texts(string[]? values) => [.. (values ?? []).Select(Text).OfType<string>().Distinct(StringComparer.Ordinal)];
}
