using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Patterns;

/// <param name="Words">What tells it from other groups.</param>
/// <param name="Size">Its texts that everybody can read now.</param>
/// <param name="Typical">The most typical first.</param>
public sealed record PatternSummary(Guid Id, IReadOnlyList<string> Words, int Size, IReadOnlyList<PatternText> Typical);

public sealed record PatternText(Guid DocumentId, string Title, string Path);

/// <summary>Groups and trends as they were found last; what was hidden since is left out.</summary>
public sealed class PatternQueries(MarketplaceDb db)
{
    private const int Typical = 5;

    public async Task<IReadOnlyList<PatternSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var patterns = await db.Patterns.AsNoTracking().OrderByDescending(pattern => pattern.Size).ThenBy(pattern => pattern.Id).ToListAsync(cancellationToken);
        var rows = await Members().Select(row => new { row.PatternId, row.Similarity, Text = new PatternText(row.DocumentId, row.Title, row.Path) }).ToListAsync(cancellationToken);
        var members = rows.ToLookup(row => row.PatternId);
        return [.. patterns.Where(pattern => members[pattern.Id].Any()).Select(pattern => new PatternSummary(
            pattern.Id, pattern.Words, members[pattern.Id].Count(),
            [.. members[pattern.Id].OrderByDescending(row => row.Similarity).ThenBy(row => row.Text.DocumentId).Take(Typical).Select(row => row.Text)]))];
    }

    /// <summary>All texts of one group; null when there is no such group.</summary>
    public async Task<PatternSummary?> FindAsync(Guid patternId, CancellationToken cancellationToken)
    {
        var pattern = await db.Patterns.AsNoTracking().SingleOrDefaultAsync(known => known.Id == patternId, cancellationToken);
        var texts = await Members().Where(row => row.PatternId == patternId)
            .OrderByDescending(row => row.Similarity).ThenBy(row => row.DocumentId)
            .Select(row => new PatternText(row.DocumentId, row.Title, row.Path))
            .ToListAsync(cancellationToken);
        return pattern is null || texts.Count == 0 ? null : new(pattern.Id, pattern.Words, texts.Count, texts);
    }

    public async Task<IReadOnlyList<Trend>> ListRisingAsync(int limit, CancellationToken cancellationToken) =>
        await db.Trends.AsNoTracking().OrderByDescending(trend => trend.Rise).ThenBy(trend => trend.Label).Take(limit).ToListAsync(cancellationToken);

    private IQueryable<MemberRow> Members() =>
        from member in db.PatternMembers.AsNoTracking()
        join document in db.KnowledgeDocuments on member.DocumentId equals document.Id
        where document.Space == Space.Public
        select new MemberRow { PatternId = member.PatternId, DocumentId = document.Id, Title = document.Title, Path = document.Path, Similarity = member.Similarity };

    private sealed class MemberRow
    {
        public Guid PatternId { get; init; }
        public Guid DocumentId { get; init; }
        public string Title { get; init; } = "";
        public string Path { get; init; } = "";
        public double Similarity { get; init; }
    }
}
