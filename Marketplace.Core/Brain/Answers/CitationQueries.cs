using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Answers;

/// <param name="Answers">Answers of other people that quote it; several quotes in one answer are one.</param>
/// <param name="Helpful">Of them, those that their askers call helpful.</param>
public sealed record CitationCount(Guid DocumentId, int Answers, int Helpful);

/// <summary>How often what somebody wrote is quoted to others. Questions that authors ask themselves do not count; nobody learns who asked.</summary>
public sealed class CitationQueries(MarketplaceDb db)
{
    /// <summary>By document, for those that were cited at all.</summary>
    public async Task<IReadOnlyDictionary<Guid, CitationCount>> OfDocumentsAsync(IReadOnlyCollection<Guid> documentIds, CancellationToken cancellationToken) =>
        await Counted(db.AnswerCitations.Where(citation => citation.Counts && documentIds.Contains(citation.DocumentId)))
            .ToDictionaryAsync(count => count.DocumentId, count => new CitationCount(count.DocumentId, count.Answers, count.Helpful), cancellationToken);

    /// <summary>Of all that somebody wrote, since a moment; answers, not quotes.</summary>
    public Task<int> OfAuthorAsync(Guid authorId, DateTimeOffset since, CancellationToken cancellationToken) =>
        db.AnswerCitations.Where(citation => citation.Counts && citation.AuthorId == authorId && citation.CreatedAt >= since)
            .Select(citation => citation.AnswerId).Distinct().CountAsync(cancellationToken);

    /// <summary>An author's documents that were cited most since a moment.</summary>
    public async Task<IReadOnlyList<CitationCount>> MostCitedAsync(Guid authorId, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        [.. (await Counted(db.AnswerCitations.Where(citation => citation.Counts && citation.AuthorId == authorId && citation.CreatedAt >= since))
            .OrderByDescending(count => count.Answers).ThenBy(count => count.DocumentId).Take(limit).ToListAsync(cancellationToken))
            .Select(count => new CitationCount(count.DocumentId, count.Answers, count.Helpful))];

    private IQueryable<Count> Counted(IQueryable<AnswerCitation> citations) => citations
        .Select(citation => new { citation.DocumentId, citation.AnswerId }).Distinct()
        .Join(db.KnowledgeAnswers, citation => citation.AnswerId, answer => answer.Id, (citation, answer) => new { citation.DocumentId, answer.IsHelpful })
        .GroupBy(cited => cited.DocumentId)
        .Select(group => new Count { DocumentId = group.Key, Answers = group.Count(), Helpful = group.Count(cited => cited.IsHelpful == true) });

    /// <summary>The database orders by members that are set, not by a constructor's parameters.</summary>
    private sealed class Count
    {
        public Guid DocumentId { get; init; }
        public int Answers { get; init; }
        public int Helpful { get; init; }
    }
}
