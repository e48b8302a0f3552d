namespace Marketplace.Core.Search;

/// <summary>Resolves a query's words and the values of its filters to terms of the index; corrects what is misspelled, completes what is being typed.</summary>
internal sealed class QueryReader(SearchConnection connection)
{
    /// <summary>Forms that complete the last word; more would only add noise.</summary>
    private const int MaxCompletions = 20;
    private const double CompletionWeight = 0.3;
    private const int MaxCorrections = 3;
    private const int MinCorrectable = 4;

    public async Task<(int Documents, double AverageLength)> ReadStatisticsAsync(CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync(
            "select documents, total_length from search.statistics",
            reader => (Documents: reader.GetInt32(0), Length: reader.GetInt64(1)),
            cancellationToken);
        return (rows[0].Documents, Math.Max(1.0, (double)rows[0].Length / Math.Max(1, rows[0].Documents)));
    }

    /// <returns>The words that mean something here, and the text with corrections when any were made. Stop words and unknown words are left out.</returns>
    public async Task<(IReadOnlyList<ResolvedWord> Words, string? CorrectedText)> ResolveAsync(string text, CancellationToken cancellationToken)
    {
        var words = SearchTokenizer.QueryWords(text);
        var found = await FindTermsAsync(words, cancellationToken);
        var resolved = new List<ResolvedWord>();
        var corrections = new List<(QueryWord Word, string Correction)>();
        for (var i = 0; i < words.Count; i++)
        {
            var terms = found.Where(row => row.Word == i).ToList();
            if (terms.Any(row => row.Documents > 0))
            {
                resolved.Add(new([.. terms.Where(row => row.Documents > 0).Select(row => new ResolvedTerm(row.TermId, row.Documents, row.Weight))]));
            }

            // The word at the very end may be half typed, also when its half is a stop word.
            else if (i == words.Count - 1 && words[i].Start + words[i].Length == text.Length && await CompleteAsync(words[i], cancellationToken) is { } completed)
            {
                resolved.Add(completed);
            }
            else if (!terms.All(row => row.IsStopWord) && await CorrectAsync(words[i], cancellationToken) is var (corrected, correction))
            {
                resolved.Add(corrected);
                corrections.Add((words[i], correction));
            }
        }

        return (resolved, corrections.Count > 0 ? Replace(text, corrections) : null);
    }

    /// <summary>Ids of the filters' values; -1, which no product has, for a value that nothing carries.</summary>
    public async Task<Dictionary<(Facet, string), (int Id, int Documents)>> FindFacetsAsync(IReadOnlyList<(Facet Facet, string Value)> values, CancellationToken cancellationToken)
    {
        if (values.Count == 0)
        {
            return [];
        }

        var rows = await connection.QueryAsync(
            "select dimension, lexeme, id, documents from search.terms where (dimension, lexeme) in (select * from unnest(@dimensions, @values))",
            reader => (Key: ((Facet)reader.GetInt16(0), reader.GetString(1)), Term: (reader.GetInt32(2), reader.GetInt32(3))),
            cancellationToken,
            ("dimensions", values.Select(value => (short)value.Facet).ToArray()),
            ("values", values.Select(value => value.Value).ToArray()));
        var known = rows.ToDictionary(row => row.Key, row => row.Term);
        return values.Distinct().ToDictionary(value => value, value => known.GetValueOrDefault(value, (-1, 0)));
    }

    private async Task<List<FoundTerm>> FindTermsAsync(IReadOnlyList<QueryWord> words, CancellationToken cancellationToken)
    {
        var asked = words.SelectMany((word, index) => word.Alternatives.Select(alternative => (Index: index, alternative))).ToList();
        return await connection.QueryAsync(
            """
            select given.word, given.weight, given.lexeme is null, coalesce(t.id, -1), coalesce(t.documents, 0)
            from (select word, weight, case when stem then (ts_lexize('english_stem', form))[1] else form end as lexeme
                  from unnest(@words, @forms, @stems, @weights) asked(word, form, stem, weight)) given
            left join search.terms t on t.dimension = 0 and t.lexeme = given.lexeme
            """,
            reader => new FoundTerm(reader.GetInt32(0), reader.GetDouble(1), reader.GetBoolean(2), reader.GetInt32(3), reader.GetInt32(4)),
            cancellationToken,
            ("words", asked.Select(word => word.Index).ToArray()),
            ("forms", asked.Select(word => word.alternative.Text).ToArray()),
            ("stems", asked.Select(word => word.alternative.Stem).ToArray()),
            ("weights", asked.Select(word => word.alternative.Weight).ToArray()));
    }

    private async Task<ResolvedWord?> CompleteAsync(QueryWord word, CancellationToken cancellationToken)
    {
        var prefix = word.Alternatives[0].Text;
        if (prefix.Length < 2)
        {
            return null;
        }

        var terms = await connection.QueryAsync(
            """
            select t.id, t.documents from search.terms t
            where t.documents > 0 and t.id in (select w.term_id from search.words w where w.word >= @prefix and w.word < @prefix || U&'\FFFF')
            order by t.documents desc, t.id limit @limit
            """,
            reader => new ResolvedTerm(reader.GetInt32(0), reader.GetInt32(1), CompletionWeight),
            cancellationToken,
            ("prefix", prefix),
            ("limit", MaxCompletions));
        return terms.Count > 0 ? new(terms) : null;
    }

    private async Task<(ResolvedWord Word, string Correction)?> CorrectAsync(QueryWord word, CancellationToken cancellationToken)
    {
        var written = word.Alternatives[0].Text;
        if (written.Length < MinCorrectable || written.Any(char.IsDigit))
        {
            return null;
        }

        // Trigrams miss swapped letters in short words; words with the same first letter are compared as well.
        var candidates = await connection.QueryAsync(
            """
            select w.word, t.id, t.documents
            from search.words w join search.terms t on t.id = w.term_id
            where t.documents > 0
              and (w.word % @written or (w.word >= left(@written, 1) and w.word < left(@written, 1) || U&'\FFFF'))
              and length(w.word) between length(@written) - 2 and length(@written) + 2
              and levenshtein_less_equal(w.word, @written, 2) <= 2
            """,
            reader => (Word: reader.GetString(0), Id: reader.GetInt32(1), Documents: reader.GetInt32(2)),
            cancellationToken,
            ("written", written));
        var best = candidates
            .Select(candidate => (candidate.Word, candidate.Id, candidate.Documents, Distance: Spelling.Distance(written, candidate.Word)))
            .Where(candidate => candidate.Distance <= SearchPolicy.AllowedMisspelling(written))
            .OrderBy(candidate => candidate.Distance).ThenByDescending(candidate => candidate.Documents).ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
            .DistinctBy(candidate => candidate.Id)
            .Take(MaxCorrections)
            .ToList();
        return best.Count == 0
            ? null
            : (new([.. best.Select(candidate => new ResolvedTerm(candidate.Id, candidate.Documents, SearchPolicy.MisspellingWeight(candidate.Distance)))]), best[0].Word);
    }

    private static string Replace(string text, List<(QueryWord Word, string Correction)> corrections)
    {
        foreach (var (word, correction) in corrections.OrderByDescending(pair => pair.Word.Start).DistinctBy(pair => pair.Word.Start))
        {
            text = string.Concat(text.AsSpan(0, word.Start), correction, text.AsSpan(word.Start + word.Length));
        }

        return text;
    }

    private sealed record FoundTerm(int Word, double Weight, bool IsStopWord, int TermId, int Documents);
}
