using System.Globalization;
using Marketplace.Core.Data;

namespace Marketplace.Core.Search;

/// <summary>
/// Full-text search in PostgreSQL alone: an inverted index in tables, ranked by BM25 (measured equal to Lucene's; ts_rank and AND queries are
/// far behind), with spelling by trigrams.
/// </summary>
public sealed class PostgresProductIndex(MarketplaceDb db) : IProductIndex
{
    public Task PutAsync(IReadOnlyList<ProductDocument> documents, CancellationToken cancellationToken) =>
        WriteAsync(writer => writer.PutAsync(documents, cancellationToken), cancellationToken);

    public Task RemoveAsync(IReadOnlyList<Guid> productIds, CancellationToken cancellationToken) =>
        WriteAsync(writer => writer.RemoveAsync(productIds, cancellationToken), cancellationToken);

    public async Task<ProductHits> SearchAsync(ProductSearch search, CancellationToken cancellationToken)
    {
        await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
        var reader = new QueryReader(connection);
        var facetTerms = await reader.FindFacetsAsync(SearchFilters.ValuesOf(search), cancellationToken);
        var filters = new SearchFilters(search, facetTerms);
        if (string.IsNullOrWhiteSpace(search.Text))
        {
            var browse = search with { Text = null, Order = search.Order == SearchOrder.Relevance ? SearchOrder.Popular : search.Order };
            return ToHits(browse, await RunAsync(connection, browse, filters, null, 1, cancellationToken), null, null);
        }

        var (documents, averageLength) = await reader.ReadStatisticsAsync(cancellationToken);
        var (words, corrected) = await reader.ResolveAsync(search.Text, cancellationToken);
        if (words.Count == 0)
        {
            return new([], 0, null, search.WithFacets ? ProductFacets.Empty : null, null);
        }

        var plan = QueryPlan.Strict(words, documents);
        var rows = await RunAsync(connection, search, filters, plan, averageLength, cancellationToken);

        // Decided by the text alone: were it to depend on filters, counts and totals would not agree.
        if (plan.Required > 1 && rows.Single(row => row.Part == SearchStatement.Part.Found).N < SearchPolicy.FewMatches)
        {
            plan = QueryPlan.Wide(words, documents);
            rows = await RunAsync(connection, search, filters, plan, averageLength, cancellationToken);
        }

        var highlights = await HighlightAsync(connection, rows, plan, cancellationToken);
        return ToHits(search, rows, highlights, corrected);
    }

    public async Task<IReadOnlyList<string>> SuggestAsync(string text, CancellationToken cancellationToken)
    {
        await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
        return await new ProductSuggestions(connection).FindAsync(text, cancellationToken);
    }

    public async Task<IReadOnlySet<Guid>> FindIndexedAsync(IReadOnlyList<Guid> productIds, CancellationToken cancellationToken)
    {
        await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
        var rows = await connection.QueryAsync(
            "select product_id from search.documents where product_id = any(@ids)", reader => reader.GetGuid(0), cancellationToken, ("ids", productIds.ToArray()));
        return rows.ToHashSet();
    }

    public async Task<IReadOnlyList<Guid>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
        return await connection.QueryAsync(
            "select product_id from search.documents where product_id > @after order by product_id limit @limit",
            reader => reader.GetGuid(0),
            cancellationToken,
            ("after", after ?? Guid.Empty),
            ("limit", limit));
    }

    private async Task WriteAsync(Func<ProductIndexWriter, Task> write, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
        {
            await db.InTransactionAsync(WriteAsync, cancellationToken);
        }
        else
        {
            await WriteAsync();
        }

        async Task<bool> WriteAsync()
        {
            await db.TakeIndexingLockAsync(cancellationToken);
            await using var connection = await SearchConnection.OpenAsync(db, cancellationToken);
            await write(new(connection));
            return true;
        }
    }

    private static Task<List<Row>> RunAsync(
        SearchConnection connection, ProductSearch search, SearchFilters filters, QueryPlan? plan, double averageLength, CancellationToken cancellationToken)
    {
        return connection.QueryAsync(
            new SearchStatement(search, filters, plan).Build(averageLength),
            reader => new Row(
                (SearchStatement.Part)reader.GetInt32(0),
                reader.IsDBNull(1) ? Guid.Empty : reader.GetGuid(1),
                reader.IsDBNull(2) ? 0 : reader.GetInt64(2),
                reader.GetInt64(3),
                reader.IsDBNull(4) ? "" : reader.GetString(4),
                reader.IsDBNull(5) ? "" : reader.GetString(5)),
            cancellationToken,
            ("title", SearchTokenizer.Key(search.Text ?? "")));
    }

    private static async Task<IReadOnlyDictionary<Guid, string>> HighlightAsync(SearchConnection connection, List<Row> rows, QueryPlan plan, CancellationToken cancellationToken)
    {
        var ids = rows.Where(row => row.Part == SearchStatement.Part.Item).Select(row => row.Id).ToArray();
        var forms = await connection.QueryAsync(
            "select word from search.words where term_id = any(@terms)", reader => reader.GetString(0), cancellationToken, ("terms", plan.Terms.Select(term => term.Id).ToArray()));
        var hits = forms.ToHashSet(StringComparer.Ordinal);
        var texts = await connection.QueryAsync(
            "select d.product_id, c.summary, left(c.body, 4000) from search.documents d join search.contents c on c.document_id = d.id where d.product_id = any(@ids)",
            reader => (Id: reader.GetGuid(0), Summary: reader.GetString(1), Body: reader.GetString(2)),
            cancellationToken,
            ("ids", ids));
        return texts
            .Select(text => (text.Id, Html: SearchHighlighter.Mark(text.Summary, hits) ?? SearchHighlighter.Mark(text.Body, hits)))
            .Where(text => text.Html is not null)
            .ToDictionary(text => text.Id, text => text.Html!);
    }

    private static ProductHits ToHits(ProductSearch search, List<Row> rows, IReadOnlyDictionary<Guid, string>? highlights, string? corrected)
    {
        var items = rows.Where(row => row.Part == SearchStatement.Part.Item).OrderBy(row => row.N).ToList();
        var shown = items.Take(search.Limit).ToList();
        var total = Math.Min(rows.Single(row => row.Part == SearchStatement.Part.Total).N, SearchPolicy.MaxTotal);
        return new(
            [.. shown.Select(row => new ProductHit(row.Id, highlights?.GetValueOrDefault(row.Id)))],
            total,
            items.Count > search.Limit ? new(search.Order, shown[^1].Key, shown[^1].Id) : null,
            search.WithFacets ? ToFacets(rows) : null,
            corrected);
    }

    private static ProductFacets ToFacets(List<Row> rows)
    {
        var counts = rows.Where(row => row.Part == SearchStatement.Part.Count).ToLookup(row => (Facet)row.Key);
        var prices = rows.Single(row => row.Part == SearchStatement.Part.Prices);
        List<FacetCount> Values(Facet facet) =>
            [.. counts[facet].OrderByDescending(row => row.N).ThenBy(row => row.Value, StringComparer.Ordinal).Select(row => new FacetCount(row.Value, row.Label, (int)row.N))];
        var buckets = counts[Facet.Price].Select(row => (Bucket: int.Parse(row.Value, CultureInfo.InvariantCulture), Count: (int)row.N)).OrderBy(row => row.Bucket);
        return new(
            Values(Facet.Category),
            Values(Facet.Stack),
            Values(Facet.Tag),
            Values(Facet.License),
            [.. Values(Facet.Rating).OrderByDescending(value => value.Value, StringComparer.Ordinal)],
            [.. buckets.Select(bucket => new PriceCount(
                SearchPolicy.PriceBuckets[bucket.Bucket],
                bucket.Bucket + 1 < SearchPolicy.PriceBuckets.Count ? SearchPolicy.PriceBuckets[bucket.Bucket + 1] : null,
                bucket.Count))],
            prices.Key,
            prices.N);
    }

    private sealed record Row(SearchStatement.Part Part, Guid Id, long Key, long N, string Value, string Label);
}
