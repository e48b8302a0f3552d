using System.Text.Json;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Search;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Search;

/// <summary>An index on a database of its own, filled with sixty made-up products; names in tests are their keys.</summary>
internal sealed class SearchLab : IAsyncDisposable
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase database;

    private SearchLab(TestDatabase database) => this.database = database;

    public Dictionary<string, Guid> IdOf { get; } = [];

    public Dictionary<Guid, string> KeyOf { get; } = [];

    public static async Task<SearchLab> OpenAsync()
    {
        var lab = new SearchLab(await TestDatabase.CreateAsync());
        var documents = Load<LabProduct[]>("products.json").Select(lab.ToDocument).ToList();
        await lab.WithAsync(index => index.PutAsync(documents, CancellationToken.None));
        return lab;
    }

    public static T Load<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(Repository.Root, "Marketplace.Tests", "Search", file)), JsonSerializerOptions.Web)!;

    public MarketplaceDb OpenDb() => new(TestDatabase.Options(database.ConnectionString));

    public async Task WithAsync(Func<IProductIndex, Task> act)
    {
        await using var db = OpenDb();
        await act(new PostgresProductIndex(db));
    }

    public async Task<ProductHits> SearchAsync(ProductSearch search)
    {
        await using var db = OpenDb();
        return await new PostgresProductIndex(db).SearchAsync(search, CancellationToken.None);
    }

    public Task<ProductHits> SearchAsync(string text, int limit = 24) =>
        SearchAsync(new ProductSearch { Text = text, Order = SearchOrder.Relevance, Limit = limit });

    public async Task<IReadOnlyList<string>> SuggestAsync(string text)
    {
        await using var db = OpenDb();
        return await new PostgresProductIndex(db).SuggestAsync(text, CancellationToken.None);
    }

    public List<string> Keys(ProductHits hits) => [.. hits.Items.Select(item => KeyOf[item.ProductId])];

    public ProductDocument ToDocument(LabProduct product)
    {
        var position = IdOf.Count;
        if (!IdOf.TryGetValue(product.Key, out var id))
        {
            IdOf[product.Key] = id = Guid.CreateVersion7(Epoch.AddHours(position));
            KeyOf[id] = product.Key;
        }

        var node = CategoryTree.All.Single(category => category.Slug == product.Category);
        var parent = CategoryTree.All.SingleOrDefault(category => category.Slug == node.ParentSlug);
        return new()
        {
            ProductId = id,
            SellerId = SellerOf(position),
            Title = product.Title,
            Summary = product.Summary,
            Body = product.Body,
            Categories = [new(node.Slug, node.Name), .. parent is null ? Array.Empty<FacetValue>() : [new(parent.Slug, parent.Name)]],
            Stack = [.. product.Stack.Select(value => new FacetValue(value, StackVocabulary.Label(value)))],
            Tags = [.. product.Tags.Select(value => new FacetValue(value, value))],
            Licenses = [new("standard", "Standard"), .. product.Extended ? [new("extended", "Extended")] : Array.Empty<FacetValue>()],
            PriceCents = product.Price,
            RatingCount = product.Ratings,
            RatingSum = product.Stars,
            Sales = product.Sales,
            PublishedAt = Epoch.AddDays(position / 3),
        };
    }

    public static Guid SellerOf(int position) => new(position % 4, 0, 0, new byte[8]);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}

internal sealed record LabProduct(
    string Key, string Title, string Summary, string Body, string Category, string[] Stack, string[] Tags, long Price, int Sales, int Ratings, int Stars, bool Extended);
