namespace Marketplace.Core.Search;

/// <summary>Completions while typing: titles and names that begin so, then the text with its last word completed, then words spelled nearly so.</summary>
internal sealed class ProductSuggestions(SearchConnection connection)
{
    private const int MinLength = 2;

    public async Task<IReadOnlyList<string>> FindAsync(string text, CancellationToken cancellationToken)
    {
        var key = SearchTokenizer.Key(text);
        if (key.Length < MinLength)
        {
            return [];
        }

        // The word at the end is completed; the words before it stay as typed.
        var space = key.LastIndexOf(' ');
        var (before, last) = space < 0 ? ("", key) : (key[..(space + 1)], key[(space + 1)..]);
        List<string> found =
        [
            .. await NamesAsync(key, cancellationToken),
            .. await TitlesAsync(key, cancellationToken),
            .. (await WordsAsync(last, cancellationToken)).Select(word => before + word),
        ];
        if (found.Count == 0 && last.Length >= 4)
        {
            found.AddRange((await SimilarAsync(last, cancellationToken)).Select(word => before + word));
        }

        return [.. found.DistinctBy(suggestion => SearchTokenizer.Key(suggestion)).Take(SearchPolicy.MaxSuggestions)];
    }

    private Task<List<string>> NamesAsync(string prefix, CancellationToken cancellationToken) => QueryAsync(
        $"""
        select label from search.terms
        where dimension in ({(int)Facet.Category}, {(int)Facet.Stack}, {(int)Facet.Tag}) and documents > 0
          and (starts_with(lower(label), @text) or starts_with(lexeme, @text))
        order by documents desc, label limit 3
        """,
        prefix,
        cancellationToken);

    private Task<List<string>> TitlesAsync(string prefix, CancellationToken cancellationToken) => QueryAsync(
        $"""
        select title from (select title, title_key, sales from search.documents where title_key >= @text and title_key < @text || U&'\FFFF' limit 200) found
        order by sales desc, title_key limit {SearchPolicy.MaxSuggestions}
        """,
        prefix,
        cancellationToken);

    private Task<List<string>> WordsAsync(string prefix, CancellationToken cancellationToken) => QueryAsync(
        $"""
        select word from (
            select distinct on (t.id) w.word, t.documents
            from search.words w join search.terms t on t.id = w.term_id
            where w.word >= @text and w.word < @text || U&'\FFFF' and t.documents > 0
            order by t.id, length(w.word), w.word) found
        order by documents desc, word limit {SearchPolicy.MaxSuggestions}
        """,
        prefix,
        cancellationToken);

    private Task<List<string>> SimilarAsync(string word, CancellationToken cancellationToken) => QueryAsync(
        """
        select w.word from search.words w join search.terms t on t.id = w.term_id
        where w.word % @text and t.documents > 0
        order by similarity(w.word, @text) desc, t.documents desc, w.word limit 3
        """,
        word,
        cancellationToken);

    private Task<List<string>> QueryAsync(string sql, string text, CancellationToken cancellationToken) =>
        connection.QueryAsync(sql, reader => reader.GetString(0), cancellationToken, ("text", text));
}
