using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Marketplace.Core.Search;

/// <summary>
/// Writes the tables of <see cref="SearchSql"/> and keeps every term's document frequency right. Runs in a transaction that holds
/// <see cref="IndexingLock"/>: hot terms would otherwise be updated in different orders by two writers, a deadlock.
/// </summary>
internal sealed class ProductIndexWriter(SearchConnection connection)
{
    /// <summary>Raise when the tokeniser changes, so that a rebuild reads every text again.</summary>
    private const byte TextVersion = 1;

    private readonly Dictionary<int, int> _documentsPerTerm = [];

    public async Task PutAsync(IReadOnlyList<ProductDocument> documents, CancellationToken cancellationToken)
    {
        var stored = await ReadStoredAsync([.. documents.Select(document => document.ProductId)], cancellationToken);
        var facetTerms = await EnsureFacetsAsync(documents, cancellationToken);
        var entries = documents.Select(document => new Entry(document, HashOf(document), FacetsOf(document).Select(facet => facetTerms[facet.Key]).Distinct().Order().ToArray())
        {
            Stored = stored.GetValueOrDefault(document.ProductId),
            Length = stored.GetValueOrDefault(document.ProductId)?.Length ?? 0,
        }).ToList();
        var changed = entries.Where(entry => entry.Stored is null || !entry.Hash.AsSpan().SequenceEqual(entry.Stored.Hash)).ToList();
        await TokeniseAsync(changed, cancellationToken);
        await UpsertDocumentsAsync(entries, cancellationToken);
        await RemovePostingsAsync([.. changed.Where(entry => entry.Stored is not null).Select(entry => entry.DocumentId)], cancellationToken);
        await InsertContentsAsync(changed, cancellationToken);
        foreach (var entry in entries)
        {
            Count(entry.Stored?.Facets ?? [], -1);
            Count(entry.Facets, 1);
        }

        await FinishAsync(
            entries.Count(entry => entry.Stored is null),
            entries.Sum(entry => (long)entry.Length - (entry.Stored?.Length ?? 0)),
            cancellationToken);
    }

    public async Task RemoveAsync(IReadOnlyList<Guid> productIds, CancellationToken cancellationToken)
    {
        var stored = (await ReadStoredAsync(productIds, cancellationToken)).Values;
        if (stored.Count == 0)
        {
            return;
        }

        int[] ids = [.. stored.Select(document => document.Id)];
        await RemovePostingsAsync(ids, cancellationToken);
        await connection.ExecuteAsync("delete from search.documents where id = any(@ids)", cancellationToken, ("ids", ids));
        foreach (var document in stored)
        {
            Count(document.Facets, -1);
        }

        await FinishAsync(-stored.Count, -stored.Sum(document => (long)document.Length), cancellationToken);
    }

    private async Task<Dictionary<Guid, StoredDocument>> ReadStoredAsync(IReadOnlyList<Guid> productIds, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            "select d.product_id, d.id, d.facets, d.length, c.hash from search.documents d join search.contents c on c.document_id = d.id where d.product_id = any(@ids)",
            reader => (reader.GetGuid(0), new StoredDocument(reader.GetInt32(1), reader.GetFieldValue<int[]>(2), reader.GetInt32(3), reader.GetFieldValue<byte[]>(4))),
            cancellationToken,
            ("ids", productIds.ToArray()));
        return rows.ToDictionary(row => row.Item1, row => row.Item2);
    }

    private async Task<Dictionary<(Facet, string), int>> EnsureFacetsAsync(IReadOnlyList<ProductDocument> documents, CancellationToken cancellationToken)
    {
        var facets = documents.SelectMany(FacetsOf).DistinctBy(facet => facet.Key).ToList();
        var dimensions = facets.Select(facet => (short)facet.Key.Facet).ToArray();
        var values = facets.Select(facet => facet.Key.Value).ToArray();
        await connection.ExecuteAsync(
            """
            insert into search.terms (dimension, lexeme, label)
            select * from unnest(@dimensions, @values, @labels)
            on conflict (dimension, lexeme) do update set label = excluded.label where terms.label <> excluded.label
            """,
            cancellationToken,
            ("dimensions", dimensions),
            ("values", values),
            ("labels", facets.Select(facet => facet.Label).ToArray()));
        var rows = await connection.QueryAsync(
            "select dimension, lexeme, id from search.terms where (dimension, lexeme) in (select * from unnest(@dimensions, @values))",
            reader => (Key: ((Facet)reader.GetInt16(0), reader.GetString(1)), Id: reader.GetInt32(2)),
            cancellationToken,
            ("dimensions", dimensions),
            ("values", values));
        return rows.ToDictionary(row => row.Key, row => row.Id);
    }

    private async Task TokeniseAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        var places = entries.Select(entry => PlacesOf(entry.Document).ToList()).ToList();
        var words = places.SelectMany(list => list).SelectMany(place => place.Words).Select(word => (word.Text, word.Stem)).Distinct().ToList();
        var terms = await EnsureWordsAsync(words, cancellationToken);
        foreach (var (entry, list) in entries.Zip(places))
        {
            entry.Length = 0;
            foreach (var (place, weight) in list)
            {
                var known = false;
                foreach (var word in place)
                {
                    if (terms[word.Text] is { } term)
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(entry.Terms, term, out _) += weight;
                        known = true;
                    }
                }

                entry.Length += known ? 1 : 0;
            }
        }
    }

    /// <summary>The term of every word; null for a stop word. Unknown words are stemmed and stored.</summary>
    private async Task<Dictionary<string, int?>> EnsureWordsAsync(List<(string Text, bool Stem)> words, CancellationToken cancellationToken)
    {
        var texts = words.Select(word => word.Text).ToArray();
        await connection.ExecuteAsync(
            """
            with missing as (
                select given.word, case when given.stem then (ts_lexize('english_stem', given.word))[1] else given.word end as lexeme
                from unnest(@words, @stems) given(word, stem)
                where not exists (select from search.words known where known.word = given.word)),
            added as (
                insert into search.terms (dimension, lexeme, label)
                select distinct 0, lexeme, lexeme from missing where lexeme is not null
                on conflict (dimension, lexeme) do update set label = excluded.label
                returning id, lexeme)
            insert into search.words (word, term_id)
            select missing.word, added.id from missing left join added on added.lexeme = missing.lexeme
            """,
            cancellationToken,
            ("words", texts),
            ("stems", words.Select(word => word.Stem).ToArray()));
        var rows = await connection.QueryAsync(
            "select word, term_id from search.words where word = any(@words)",
            reader => (Word: reader.GetString(0), Term: reader.IsDBNull(1) ? (int?)null : reader.GetInt32(1)),
            cancellationToken,
            ("words", texts));
        return rows.ToDictionary(row => row.Word, row => row.Term, StringComparer.Ordinal);
    }

    private async Task UpsertDocumentsAsync(List<Entry> entries, CancellationToken cancellationToken)
    {
        T[] Column<T>(Func<Entry, T> value) => [.. entries.Select(value)];
        var rows = await connection.QueryAsync(
            """
            insert into search.documents (product_id, seller_id, title, title_key, facets, price_cents, rating, rating_score, sales, published, length)
            select product_id, seller_id, title, title_key, facets::integer[], price_cents, rating, rating_score, sales, published, length
            from unnest(@ids, @sellers, @titles, @keys, @facets, @prices, @ratings, @scores, @sales, @published, @lengths)
                as given(product_id, seller_id, title, title_key, facets, price_cents, rating, rating_score, sales, published, length)
            on conflict (product_id) do update set
                seller_id = excluded.seller_id, title = excluded.title, title_key = excluded.title_key, facets = excluded.facets,
                price_cents = excluded.price_cents, rating = excluded.rating, rating_score = excluded.rating_score,
                sales = excluded.sales, published = excluded.published, length = excluded.length
            returning product_id, id
            """,
            reader => (ProductId: reader.GetGuid(0), Id: reader.GetInt32(1)),
            cancellationToken,
            ("ids", Column(entry => entry.Document.ProductId)),
            ("sellers", Column(entry => entry.Document.SellerId)),
            ("titles", Column(entry => entry.Document.Title)),
            ("keys", Column(entry => SearchTokenizer.Key(entry.Document.Title))),
            ("facets", Column(entry => $"{{{string.Join(',', entry.Facets)}}}")),
            ("prices", Column(entry => entry.Document.PriceCents)),
            ("ratings", Column(entry => Rating(entry.Document))),
            ("scores", Column(entry => SearchPolicy.RatingScore(entry.Document.RatingCount, entry.Document.RatingSum))),
            ("sales", Column(entry => (long)entry.Document.Sales)),
            ("published", Column(entry => (entry.Document.PublishedAt.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond)),
            ("lengths", Column(entry => entry.Length)));
        var idOf = rows.ToDictionary(row => row.ProductId, row => row.Id);
        entries.ForEach(entry => entry.DocumentId = idOf[entry.Document.ProductId]);
    }

    private async Task RemovePostingsAsync(int[] documentIds, CancellationToken cancellationToken)
    {
        var removed = await connection.QueryAsync(
            """
            delete from search.postings p
            using (select document_id, unnest(terms) as term_id from search.contents where document_id = any(@ids)) gone
            where p.term_id = gone.term_id and p.document_id = gone.document_id
            returning p.term_id
            """,
            reader => reader.GetInt32(0),
            cancellationToken,
            ("ids", documentIds));
        Count(removed, -1);
    }

    private async Task InsertContentsAsync(IReadOnlyList<Entry> entries, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            """
            insert into search.contents (document_id, hash, terms, summary, body)
            select id, hash, terms::integer[], summary, body from unnest(@ids, @hashes, @terms, @summaries, @bodies) given(id, hash, terms, summary, body)
            on conflict (document_id) do update set hash = excluded.hash, terms = excluded.terms, summary = excluded.summary, body = excluded.body
            """,
            cancellationToken,
            ("ids", entries.Select(entry => entry.DocumentId).ToArray()),
            ("hashes", entries.Select(entry => entry.Hash).ToArray()),
            ("terms", entries.Select(entry => $"{{{string.Join(',', entry.Terms.Keys.Order())}}}").ToArray()),
            ("summaries", entries.Select(entry => entry.Document.Summary).ToArray()),
            ("bodies", entries.Select(entry => entry.Document.Body).ToArray()));
        var postings = entries.SelectMany(entry => entry.Terms.Select(term => (term.Key, entry.DocumentId, Tf: term.Value, entry.Length))).ToList();
        await connection.ExecuteAsync(
            "insert into search.postings (term_id, document_id, tf, length) select * from unnest(@terms, @documents, @frequencies, @lengths)",
            cancellationToken,
            ("terms", postings.Select(posting => posting.Key).ToArray()),
            ("documents", postings.Select(posting => posting.DocumentId).ToArray()),
            ("frequencies", postings.Select(posting => posting.Tf).ToArray()),
            ("lengths", postings.Select(posting => posting.Length).ToArray()));
        Count(postings.Select(posting => posting.Key), 1);
    }

    private void Count(IEnumerable<int> terms, int change)
    {
        foreach (var term in terms)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_documentsPerTerm, term, out _) += change;
        }
    }

    private async Task FinishAsync(int documents, long length, CancellationToken cancellationToken)
    {
        var changes = _documentsPerTerm.Where(change => change.Value != 0).ToList();
        await connection.ExecuteAsync(
            """
            update search.terms t set documents = t.documents + change.n from unnest(@terms, @changes) change(term_id, n) where t.id = change.term_id;
            delete from search.terms where id = any(@terms) and documents <= 0;
            update search.statistics set documents = documents + @documents, total_length = total_length + @length;
            """,
            cancellationToken,
            ("terms", changes.Select(change => change.Key).ToArray()),
            ("changes", changes.Select(change => change.Value).ToArray()),
            ("documents", documents),
            ("length", length));
        _documentsPerTerm.Clear();
    }

    private static decimal Rating(ProductDocument document) =>
        document.RatingCount == 0 ? 0 : Math.Round((decimal)document.RatingSum / document.RatingCount, 3);

    private static IEnumerable<((Facet Facet, string Value) Key, string Label)> FacetsOf(ProductDocument document) =>
    [
        .. document.Categories.Select(value => ((Facet.Category, value.Value), value.Label)),
        .. document.Stack.Select(value => ((Facet.Stack, value.Value), value.Label)),
        .. document.Tags.Select(value => ((Facet.Tag, value.Value), value.Label)),
        .. document.Licenses.Select(value => ((Facet.License, value.Value), value.Label)),
        .. SearchPolicy.RatingLevels.Where(level => Rating(document) >= level).Select(level => ((Facet.Rating, Invariant(level)), Invariant(level))),
        ((Facet.Price, Invariant(SearchPolicy.PriceBucket(document.PriceCents))), ""),
    ];

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(IReadOnlyList<SearchWord> Words, int Weight)> PlacesOf(ProductDocument document) =>
    [
        .. Places(document.Title, SearchPolicy.TitleWeight),
        .. Places(document.Summary, SearchPolicy.KeywordWeight),
        .. document.Stack.Concat(document.Tags).Concat(document.Categories).SelectMany(value => Places(KeywordText(value), SearchPolicy.KeywordWeight)),
        .. Places(document.Body, SearchPolicy.BodyWeight),
    ];

    /// <summary>"nodejs" and "Node.js" are the same words; "csharp" and "C#" are not, and both are typed.</summary>
    private static string KeywordText(FacetValue value) =>
        SearchTokenizer.Key(value.Label) == SearchTokenizer.Key(value.Value) ? value.Label : $"{value.Label} {value.Value}";

    private static IEnumerable<(IReadOnlyList<SearchWord>, int)> Places(string text, int weight) =>
        SearchTokenizer.IndexWords(text).Select(words => (words, weight));

    private static byte[] HashOf(ProductDocument document)
    {
        var text = string.Join('\u001f', [document.Title, document.Summary, document.Body,
            .. document.Stack.Concat(document.Tags).Concat(document.Categories).Select(KeywordText)]);
        return SHA256.HashData([TextVersion, .. Encoding.UTF8.GetBytes(text)]);
    }

    private sealed record StoredDocument(int Id, int[] Facets, int Length, byte[] Hash);

    private sealed record Entry(ProductDocument Document, byte[] Hash, int[] Facets)
    {
        public StoredDocument? Stored { get; init; }
        public int DocumentId { get; set; }
        public Dictionary<int, float> Terms { get; } = [];

        /// <summary>Words that are no stop words; an unchanged text keeps what was counted.</summary>
        public int Length { get; set; }
    }
}
