using Marketplace.Core.Brain.Retrieval.Embedding;

namespace Marketplace.Core.Brain.Retrieval;

/// <param name="Named">Tags and stacks of its document that were asked for.</param>
internal sealed record Candidate(CandidateRow Row, double Words, double Cosine, double Coverage, int Named);

/// <summary>
/// One score of two. The local embedder knows words only, so its cosine is added to the words' share of the best; ranks would let it outvote them
/// (measured). A strong embedder's cosines have their own scale, so there ranks are added.
/// </summary>
internal static class Fusion
{
    private const double LiftedAtMost = 1 + (RetrievalPolicy.LabelLift * RetrievalPolicy.MaxLifts);

    /// <param name="modelKind">Null when only words were compared.</param>
    public static IReadOnlyList<Passage> Rank(IEnumerable<Candidate> candidates, string? modelKind, int limit)
    {
        var all = candidates.ToList();
        var scores = modelKind is null or EmbeddingSettings.Local ? Sum(all, modelKind is null ? 0 : RetrievalPolicy.Alpha) : Ranks(all);
        return [.. all.Zip(scores, (candidate, score) => (candidate, Score: (score + (RetrievalPolicy.LabelLift * Math.Min(RetrievalPolicy.MaxLifts, candidate.Named))) / LiftedAtMost))
            .Where(item => item.candidate.Words > 0 || item.candidate.Cosine > 0)
            .OrderByDescending(item => item.Score).ThenBy(item => item.candidate.Row.Passage.DocumentId).ThenBy(item => item.candidate.Row.Ordinal)
            .GroupBy(item => item.candidate.Row.Passage.DocumentId)
            .SelectMany(document => document.Take(RetrievalPolicy.MaxPerDocument))
            .OrderByDescending(item => item.Score).ThenBy(item => item.candidate.Row.Passage.DocumentId).ThenBy(item => item.candidate.Row.Ordinal)
            .Take(limit)
            .Select(item => item.candidate.Row.Passage with { Score = item.Score, Coverage = item.candidate.Coverage, Cosine = item.candidate.Cosine })];
    }

    private static IEnumerable<double> Sum(List<Candidate> all, double alpha)
    {
        var best = all.Select(candidate => candidate.Words).DefaultIfEmpty(0).Max();

        // Measured alone, the vectors are the whole score.
        var share = best > 0 ? alpha : 1;
        return all.Select(candidate => ((1 - share) * (best > 0 ? candidate.Words / best : 0)) + (share * Math.Max(0, candidate.Cosine)));
    }

    private static IEnumerable<double> Ranks(List<Candidate> all)
    {
        var (words, vectors) = (Places(all, candidate => candidate.Words), Places(all, candidate => candidate.Cosine));
        var most = 2 / (RetrievalPolicy.RankOffset + 1);
        return all.Select(candidate => (words.GetValueOrDefault(candidate) + vectors.GetValueOrDefault(candidate)) / most);
    }

    private static Dictionary<Candidate, double> Places(List<Candidate> all, Func<Candidate, double> score) => all
        .Where(candidate => score(candidate) > 0)
        .OrderByDescending(score).ThenBy(candidate => candidate.Row.Passage.ChunkId)
        .Select((candidate, place) => (candidate, place))
        .ToDictionary(item => item.candidate, item => 1 / (RetrievalPolicy.RankOffset + item.place + 1), ReferenceEqualityComparer.Instance as IEqualityComparer<Candidate>);
}
