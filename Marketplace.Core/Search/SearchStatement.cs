using System.Globalization;
using System.Text;

namespace Marketplace.Core.Search;

/// <summary>The filters of one search as conditions on <c>search.documents d</c>, with any one facet's own filter left out on request.</summary>
internal sealed class SearchFilters(ProductSearch search, IReadOnlyDictionary<(Facet Facet, string Value), (int Id, int Documents)> terms)
{
    /// <summary>Facets whose choice replaces the one before; stacks and tags add up instead.</summary>
    private static readonly Facet[] Replacing = [Facet.Category, Facet.License, Facet.Rating, Facet.Price];

    public static IReadOnlyList<(Facet Facet, string Value)> ValuesOf(ProductSearch search) =>
    [
        .. search.Category is { } category ? [(Facet.Category, category)] : Array.Empty<(Facet, string)>(),
        .. search.License is { } license ? [(Facet.License, license)] : Array.Empty<(Facet, string)>(),
        .. search.Stack.Select(stack => (Facet.Stack, stack)),
        .. search.Tags.Select(tag => (Facet.Tag, tag)),
    ];

    public IReadOnlyList<Facet> Active { get; } = [.. Replacing.Where(facet => facet switch
    {
        Facet.Category => search.Category is not null,
        Facet.License => search.License is not null,
        Facet.Rating => search.MinRating > 0,
        _ => search.MinPriceCents is not null || search.MaxPriceCents is not null,
    })];

    public IEnumerable<int> Chosen => terms.Values.Select(term => term.Id);

    /// <summary>The single facet value that is the whole filter: its term knows the number of products.</summary>
    public int? KnownTotal =>
        terms.Count == 1 && search is { SellerId: null, MinRating: null or 0, MinPriceCents: null, MaxPriceCents: null } ? terms.Values.Single().Documents : null;

    /// <summary>SQL starting with <c>and</c>; empty when nothing is filtered. Only numbers and ids are written into it.</summary>
    public string Conditions(Facet? except = null)
    {
        var sql = new StringBuilder();
        var ids = terms.Where(term => term.Key.Facet != except).Select(term => term.Value.Id).ToList();
        if (ids.Count > 0)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and d.facets @> '{{{string.Join(',', ids)}}}'");
        }

        if (except != Facet.Rating && search.MinRating is > 0 and var rating)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and d.rating >= {rating}");
        }

        if (except != Facet.Price && search.MinPriceCents is { } from)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and d.price_cents >= {from}");
        }

        if (except != Facet.Price && search.MaxPriceCents is { } to)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and d.price_cents <= {to}");
        }

        return search.SellerId is { } seller ? sql.Append(CultureInfo.InvariantCulture, $" and d.seller_id = '{seller}'").ToString() : sql.ToString();
    }
}

/// <summary>
/// One statement for a search: the page, the total and the facets of one snapshot. Its rows are <c>(part, id, key, n, value, label)</c>;
/// see <see cref="Part"/>.
/// </summary>
internal sealed class SearchStatement(ProductSearch search, SearchFilters filters, QueryPlan? plan)
{
    internal enum Part
    {
        /// <summary>id, sort key, position.</summary>
        Item = 1,

        /// <summary>n.</summary>
        Total = 2,

        /// <summary>Matches of the text without any filter: n.</summary>
        Found = 3,

        /// <summary>key = facet, n, value, label.</summary>
        Count = 4,

        /// <summary>key = lowest, n = highest price.</summary>
        Prices = 5,
    }

    private readonly List<string> _tables = [];
    private readonly List<string> _parts = [];

    public string Build(double averageLength)
    {
        if (plan is not null)
        {
            AddText(averageLength);
        }
        else
        {
            AddBrowse();
        }

        if (search.WithFacets)
        {
            AddFacets();
        }

        return $"{(_tables.Count > 0 ? "with " : "")}{string.Join(",\n", _tables)}\n{string.Join("\nunion all\n", _parts)}";
    }

    private string Case(Func<QueryTerm, string> value) =>
        $"case p.term_id {string.Join(' ', plan!.Terms.Select(term => $"when {term.Id} then {value(term)}"))} end";

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private void AddText(double averageLength)
    {
        // Ids and weights are written into the statement: the planner then knows how frequent these very terms are.
        var all = string.Join(',', plan!.Terms.Select(term => term.Id));
        var among = "";
        if (plan.Choosing.Count < plan.Terms.Count || plan.Documents > SearchPolicy.MaxMatches)
        {
            _tables.Add(
                $"""
                chosen as materialized (
                    select distinct document_id from (
                        select document_id from search.postings where term_id in ({string.Join(',', plan.Choosing)})
                        order by document_id desc limit {SearchPolicy.MaxMatches}) newest)
                """);
            among = " and p.document_id in (select document_id from chosen)";
        }

        // How much of the query a product has counts beside how well: a rare word alone should not win over all words together.
        var has = $"bit_count(bit_or({Case(term => Invariant(term.Words))})::bit(32))";
        var share = plan.Words == 1 ? "1" : $"({Number(1 - SearchPolicy.Coordination)} + {Number(SearchPolicy.Coordination / plan.Words)} * {has})";
        _tables.Add(
            $"""
            hits as materialized (
                select p.document_id, {share} * sum({Case(term => $"'{Number(term.Weight)}'::float8")} * p.tf * {Number(SearchPolicy.K1 + 1)}
                    / (p.tf + {Number(SearchPolicy.K1)} * ({Number(1 - SearchPolicy.B)} + {Number(SearchPolicy.B / averageLength)} * p.length))) as score
                from search.postings p
                where p.term_id in ({all}){among}
                group by p.document_id
                having {plan.Required} = 1 or {has} >= {plan.Required})
            """);
        if (search.Order == SearchOrder.Relevance)
        {
            AddRanking();
        }
        else
        {
            _tables.Add(
                $"""
                matched as materialized (
                    select d.id, d.product_id, d.facets, d.price_cents, d.{KeyColumn} as key
                    from hits h join search.documents d on d.id = h.document_id where true{filters.Conditions()})
                """);
        }

        _parts.Add(Page("matched d", "d.key", ""));
        _parts.Add($"select {(int)Part.Total}, null, null, count(*), null, null from matched");
        _parts.Add($"select {(int)Part.Found}, null, null, count(*), null, null from hits");
    }

    /// <summary>
    /// The text's score as a share of the best one, plus small bonuses that are bounded, so that sales and stars order what is about equally
    /// relevant and never lift what is not. Letters of the title settle the order at the top, where model numbers and versions decide.
    /// </summary>
    private void AddRanking()
    {
        _tables.Add(
            $"""
            scored as materialized (
                select d.id, d.product_id, d.facets, d.price_cents, d.title_key,
                    h.score / max(h.score) over () + 0.1 * d.sales / (d.sales + 50) + 0.04 * d.rating_score / 5000 as score
                from hits h join search.documents d on d.id = h.document_id where true{filters.Conditions()})
            """);
        _tables.Add(
            $"""
            compared as materialized (
                select id, 0.5 * similarity(title_key, @title) + case when title_key = @title then 0.5 else 0 end as bonus
                from (select id, title_key from scored order by score desc, product_id desc limit {SearchPolicy.MaxCompared}) best)
            """);
        _tables.Add(
            """
            matched as materialized (
                select s.id, s.product_id, s.facets, s.price_cents, round((s.score + coalesce(c.bonus, 0)) * 1000000)::bigint as key
                from scored s left join compared c on c.id = s.id)
            """);
    }

    private void AddBrowse()
    {
        var conditions = filters.Conditions();
        _parts.Add(Page("search.documents d", $"d.{KeyColumn}", conditions));
        _parts.Add(filters.KnownTotal is { } known
            ? $"select {(int)Part.Total}, null, null, {known}, null, null"
            : conditions.Length == 0
                ? $"select {(int)Part.Total}, null, null, documents, null, null from search.statistics"
                : $"""
                  select {(int)Part.Total}, null, null, count(*), null, null
                  from (select from search.documents d where true{conditions} limit {SearchPolicy.MaxTotal}) capped
                  """);
        if (search.WithFacets && conditions.Length > 0)
        {
            _tables.Add($"matched as materialized (select d.id, d.facets, d.price_cents from search.documents d where true{conditions} limit {SearchPolicy.MaxMatches})");
        }
    }

    private string Page(string source, string key, string conditions)
    {
        var direction = search.Order == SearchOrder.PriceAscending ? "asc" : "desc";
        var after = search.Cursor is { } cursor
            ? string.Create(CultureInfo.InvariantCulture, $" and ({key}, d.product_id) {(direction == "asc" ? '>' : '<')} ({cursor.Key}, '{cursor.ProductId}')")
            : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            select {(int)Part.Item} as part, product_id as id, key, row_number() over (order by key {direction}, product_id {direction}) as n, null::text as value, null::text as label
            from (select d.product_id, {key} as key from {source} where true{conditions}{after}
                order by {key} {direction}, d.product_id {direction} limit {search.Limit + 1}) page
            """);
    }

    private void AddFacets()
    {
        Facet[] replaced = [.. filters.Active];
        Facet[] all = [Facet.Category, Facet.Stack, Facet.Tag, Facet.License, Facet.Rating, Facet.Price];
        AddCounts("matched", all.Except(replaced).ToList(), filters.Conditions().Length == 0);
        foreach (var facet in replaced)
        {
            var source = $"without_{facet}".ToLowerInvariant();
            var conditions = filters.Conditions(facet);
            if (plan is not null || conditions.Length > 0)
            {
                var from = plan is null ? "search.documents d" : "hits h join search.documents d on d.id = h.document_id";
                _tables.Add($"{source} as materialized (select d.id, d.facets, d.price_cents from {from} where true{conditions} limit {SearchPolicy.MaxMatches})");
            }

            AddCounts(source, [facet], conditions.Length == 0);
        }
    }

    /// <param name="unfiltered">Without a text either, the terms know the counts of the whole index.</param>
    private void AddCounts(string source, List<Facet> facets, bool unfiltered)
    {
        var dimensions = string.Join(',', facets.Select(facet => (int)facet));
        var wholeIndex = plan is null && unfiltered;
        var counted = wholeIndex
            ? $"select id, dimension, lexeme, label, documents as n from search.terms where dimension in ({dimensions}) and documents > 0"
            : $"""
              select t.id, t.dimension, t.lexeme, t.label, c.n
              from (select id, count(*) as n from (select unnest(facets) as id from {source}) each group by id) c
              join (select * from search.terms where dimension in ({dimensions}) offset 0) t on t.id = c.id
              """;
        _parts.Add(
            $"""
            select {(int)Part.Count}, null, dimension, n, lexeme, label
            from (select *, row_number() over (partition by dimension order by n desc, lexeme) as position from ({counted}) counted) ranked
            where position <= {SearchPolicy.MaxFacetValues} or id = any('{"{"}{string.Join(',', filters.Chosen)}{"}"}')
            """);
        if (facets.Contains(Facet.Price))
        {
            _parts.Add($"select {(int)Part.Prices}, null, coalesce(min(price_cents), 0), coalesce(max(price_cents), 0), null, null from {(wholeIndex ? "search.documents" : source)}");
        }
    }

    private string KeyColumn => search.Order switch
    {
        SearchOrder.Newest => "published",
        SearchOrder.Popular => "sales",
        SearchOrder.Rating => "rating_score",
        SearchOrder.PriceAscending or SearchOrder.PriceDescending => "price_cents",
        _ => throw new InvalidOperationException($"{search.Order} has no column."),
    };
}
