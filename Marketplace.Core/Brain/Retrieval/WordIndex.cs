using Marketplace.Core.Brain.Retrieval.Vectors;
using Marketplace.Core.Search;

namespace Marketplace.Core.Brain.Retrieval;

/// <summary>What is known of a question's terms among the public chunks.</summary>
internal sealed record CorpusFigures(long Chunks, double AverageLength, string? ModelId, string? ModelKind, int Dimensions);

/// <param name="Chunks">How many public chunks have each term.</param>
/// <param name="Own">Terms that are in the asker's own texts only.</param>
internal sealed record WordMatches(IReadOnlyDictionary<string, long> Chunks, IReadOnlySet<string> Own, IReadOnlyList<int> Best);

/// <summary>The inverted index of the chunks: BM25 in PostgreSQL. Rarity and average length are those of the public chunks, whoever asks.</summary>
internal sealed class WordIndex(SearchConnection connection)
{
    public async Task<CorpusFigures> ReadFiguresAsync(CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            "select c.chunks, c.length, m.id, m.kind, m.dimensions from brain.corpus c left join brain.embedding_models m on m.state = 'Active'",
            reader => new CorpusFigures(
                reader.GetInt32(0), Math.Max(1.0, (double)reader.GetInt64(1) / Math.Max(1, reader.GetInt32(0))),
                reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.IsDBNull(4) ? 0 : reader.GetInt32(4)),
            cancellationToken);
        return rows[0];
    }

    public async Task<WordMatches> FindAsync(IReadOnlyList<(string Term, double Weight)> terms, ChunkFilter filter, CorpusFigures figures, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            $"""
            with asked as materialized (select * from unnest(@terms, @weights) asked(term, weight)),
            hits as materialized (
                select p.term, p.space, p.chunk_number, p.frequency, p.length from brain.postings p where p.term = any(@terms) and p.space = any(@spaces)),
            counts as materialized (
                select a.term, a.weight, count(h.term) filter (where h.space = 'public') as public, count(h.term) as visible
                from asked a left join hits h on h.term = a.term group by a.term, a.weight),
            rarity as materialized (
                select term, weight * ln(1 + greatest(0, @chunks - public + 0.5) / (public + 0.5)) as weight from counts),
            best as (
                select h.chunk_number, sum(r.weight * h.frequency * @k1_plus / (h.frequency + @k1 * (1 - @b + @b * h.length / @average))) as score
                from hits h join rarity r on r.term = h.term
                {(IsNarrow(filter) ? $"where h.chunk_number in (select c.number from brain.chunks c where c.space = any(@spaces) {Narrow(filter)})" : "")}
                group by h.chunk_number order by score desc, h.chunk_number limit @limit)
            select term, public, visible, null::integer from counts
            union all
            select null, null, null, chunk_number from best
            """,
            reader => (Term: reader.IsDBNull(0) ? null : reader.GetString(0), Public: reader.IsDBNull(1) ? 0 : reader.GetInt64(1), Visible: reader.IsDBNull(2) ? 0 : reader.GetInt64(2), Number: reader.IsDBNull(3) ? 0 : reader.GetInt32(3)),
            cancellationToken,
            [
                ("terms", terms.Select(term => term.Term).ToArray()), ("weights", terms.Select(term => term.Weight).ToArray()), ("chunks", (double)figures.Chunks),
                ("average", figures.AverageLength), ("k1", RetrievalPolicy.K1), ("k1_plus", RetrievalPolicy.K1 + 1), ("b", RetrievalPolicy.B), ("limit", RetrievalPolicy.Candidates),
                .. Parameters(filter),
            ]);
        var counts = rows.Where(row => row.Term is not null).ToList();
        return new(
            counts.ToDictionary(row => row.Term!, row => row.Public, StringComparer.Ordinal),
            counts.Where(row => row.Public == 0 && row.Visible > 0).Select(row => row.Term!).ToHashSet(StringComparer.Ordinal),
            [.. rows.Where(row => row.Term is null).Select(row => row.Number)]);
    }

    /// <summary>Which of the terms the chunks have, and how often.</summary>
    public async Task<ILookup<int, (string Term, float Frequency)>> ReadAsync(IReadOnlyList<int> chunkNumbers, IReadOnlyList<string> terms, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            "select chunk_number, term, frequency from brain.postings where chunk_number = any(@numbers) and term = any(@terms)",
            reader => (Number: reader.GetInt32(0), Term: reader.GetString(1), Frequency: reader.GetFloat(2)),
            cancellationToken,
            ("numbers", chunkNumbers.ToArray()),
            ("terms", terms.ToArray()));
        return rows.ToLookup(row => row.Number, row => (row.Term, row.Frequency));
    }

    /// <summary>Public terms that the misspelled one may stand for, nearest first.</summary>
    public async Task<IReadOnlyList<(string Term, double Weight)>> CorrectAsync(string term, CancellationToken cancellationToken)
    {
        if (term.Length < RetrievalPolicy.MinCorrectable || !term.All(char.IsLetter))
        {
            return [];
        }

        var near = await connection.QueryAsync(
            """
            select w.term from brain.words w
            where (w.term % @written or (w.term >= left(@written, 2) and w.term < left(@written, 2) || U&'\FFFF'))
              and length(w.term) between length(@written) - 2 and length(@written) + 2
              and levenshtein_less_equal(w.term, @written, 2) <= 2
              and exists (select from brain.postings p where p.term = w.term and p.space = 'public')
            """,
            reader => reader.GetString(0),
            cancellationToken,
            ("written", term));
        return [.. near
            .Select(candidate => (Term: candidate, Distance: Spelling.Distance(term, candidate)))
            .Where(candidate => candidate.Distance <= SearchPolicy.AllowedMisspelling(term))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Term, StringComparer.Ordinal)
            .Take(RetrievalPolicy.MaxCorrections)
            .Select(candidate => (candidate.Term, SearchPolicy.MisspellingWeight(candidate.Distance)))];
    }

    /// <summary>The conditions beside the spaces on <c>brain.chunks c</c>; its values are <see cref="Parameters"/>.</summary>
    public static string Narrow(ChunkFilter filter) => string.Concat(
        filter.ProductId is null ? "" : " and c.product_id = @product",
        filter.VersionId is null ? "" : " and (c.version_id = @version or c.version_id is null)",
        filter.Kinds is null ? "" : " and c.kind = any(@kinds)");

    public static IEnumerable<(string Name, object Value)> Parameters(ChunkFilter filter)
    {
        yield return ("spaces", filter.Spaces.ToArray());
        if (filter.ProductId is { } product)
        {
            yield return ("product", product);
        }

        if (filter.VersionId is { } version)
        {
            yield return ("version", version);
        }

        if (filter.Kinds is { } kinds)
        {
            yield return ("kinds", kinds.Select(kind => kind.ToString()).ToArray());
        }
    }

    private static bool IsNarrow(ChunkFilter filter) => filter.ProductId is not null || filter.VersionId is not null || filter.Kinds is not null;
}
