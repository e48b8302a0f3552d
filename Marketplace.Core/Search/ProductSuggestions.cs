namespace Marketplace.Core.Search;

/// <summary>
/// Completions while typing: names of technologies, tags and categories that begin so, titles with the words typed so far, then the text with
/// its last word completed to something that products have together; when nothing fits, words spelled nearly so.
/// </summary>
internal sealed class ProductSuggestions(SearchConnection connection)
{
    private const int MinLength = 2;
    private const int MaxNames = 3;
    private const int MaxTitles = 4;

    public async Task<IReadOnlyList<string>> FindAsync(string text, CancellationToken cancellationToken)
    {
        var key = SearchTokenizer.Key(text);
        if (key.Length < MinLength)
        {
            return [];
        }

        // The word at the end is completed; the words before it stay as typed.
        var space = key.LastIndexOf(' ');
        var (before, last) = space < 0 ? ("", key) : (key[..space], key[(space + 1)..]);
        var completions = await CompleteAsync(before, last, cancellationToken);
        List<string> found =
        [
            .. await NamesAsync(key, cancellationToken),
            .. completions.Where(completion => completion.IsTitle).Select(completion => completion.Text),
            .. completions.Where(completion => !completion.IsTitle).Select(completion => $"{before} {completion.Text}".TrimStart()),
        ];

        // Behind other words a likely spelling could be one that no product has together with them.
        if (found.Count == 0 && before.Length == 0 && last.Length >= 4)
        {
            found.AddRange(await SimilarAsync(last, cancellationToken));
        }

        return [.. found.DistinctBy(SearchTokenizer.Key).Take(SearchPolicy.MaxSuggestions)];
    }

    private Task<List<string>> NamesAsync(string prefix, CancellationToken cancellationToken) => connection.QueryAsync(
        $"""
        select label from search.terms
        where dimension in ({(int)Facet.Category}, {(int)Facet.Stack}, {(int)Facet.Tag}) and documents > 0
          and (starts_with(lower(label), @text) or starts_with(lexeme, @text))
        order by documents desc, label limit {MaxNames}
        """,
        reader => reader.GetString(0),
        cancellationToken,
        ("text", prefix));

    private async Task<List<(bool IsTitle, string Text)>> CompleteAsync(string before, string last, CancellationToken cancellationToken)
    {
        var (words, _) = before.Length == 0 ? ([], null) : await new QueryReader(connection).ResolveAsync(before, cancellationToken);
        var known = words.Select(word => word.Terms[0].Id).Distinct().ToArray();

        // Bounded at every step: a short beginning fits thousands of words, and a frequent word thousands of products.
        return await connection.QueryAsync(
            $"""
            with completed as (
                select * from (
                    select distinct on (t.id) t.id, w.word, t.documents
                    from search.words w join search.terms t on t.id = w.term_id
                    where w.word >= @last and w.word < @last || U&'\FFFF' and t.documents > 0
                    order by t.id, length(w.word), w.word) each
                order by documents desc, word limit 20),
            found as materialized (
                select p.term_id, p.document_id, p.tf
                from completed c join search.postings p on p.term_id = c.id
                where @count = 0 or (select count(*) from search.postings other where other.term_id = any(@known) and other.document_id = p.document_id) = @count
                limit 5000),
            titles as (
                select title, sales from search.documents
                where id in (select document_id from found where tf >= {SearchPolicy.TitleWeight})
                order by sales desc, title_key limit {MaxTitles}),
            words as (
                select c.word, count(*) as documents from found f join completed c on c.id = f.term_id
                group by c.word order by count(*) desc, c.word limit {SearchPolicy.MaxSuggestions})
            select true, title, sales from titles union all select false, word, documents from words
            order by 1 desc, 3 desc, 2
            """,
            reader => (reader.GetBoolean(0), reader.GetString(1)),
            cancellationToken,
            ("last", last),
            ("known", known),
            ("count", known.Length));
    }

    private Task<List<string>> SimilarAsync(string word, CancellationToken cancellationToken) => connection.QueryAsync(
        """
        select w.word from search.words w join search.terms t on t.id = w.term_id
        where w.word % @text and t.documents > 0
        order by similarity(w.word, @text) desc, t.documents desc, w.word limit 3
        """,
        reader => reader.GetString(0),
        cancellationToken,
        ("text", word));
}
