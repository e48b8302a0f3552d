using Marketplace.Contracts.Brain;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Answers;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Brain.Patterns;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Brain;

/// <summary>What the Brain says of itself.</summary>
internal static class InsightEndpoints
{
    public static void MapInsights(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Brain").AllowAnonymous();
        group.MapGet(BrainRoutes.Stats, GetStatsAsync).WithSummary("What the Brain knows, which embeddings it compares, who writes its answers");
        group.MapGet(BrainRoutes.Patterns, GetPatternsAsync).WithSummary("Groups of entries about the same, and what more is written about than before");
    }

    private static async Task<Ok<BrainStatsView>> GetStatsAsync(BrainStatsReader stats, CancellationToken cancellationToken) => TypedResults.Ok(await stats.ReadAsync(cancellationToken));

    private static async Task<Ok<PatternsView>> GetPatternsAsync(PatternReader patterns, CancellationToken cancellationToken) => TypedResults.Ok(await patterns.ReadAsync(cancellationToken));
}

internal sealed class BrainStatsReader(MarketplaceDb db, EntryReader entries, EmbeddingSettings embeddings, AnswerSettings answers)
{
    private const int Credited = 5;

    /// <summary>Public texts only: what others keep as drafts shows in no figure.</summary>
    public async Task<BrainStatsView> ReadAsync(CancellationToken cancellationToken)
    {
        var published = await entries.Public.CountAsync(cancellationToken);
        var authors = await entries.Public.Select(entry => entry.AuthorId).Distinct().CountAsync(cancellationToken);
        var texts = await db.KnowledgeDocuments.CountAsync(document => document.Space == Space.Public, cancellationToken);
        var passages = await db.KnowledgeChunks.CountAsync(chunk => chunk.Space == Space.Public, cancellationToken);
        var open = await db.CommunityQuestions.CountAsync(question => question.ClosedAt == null && question.HiddenAt == null, cancellationToken);
        return new(published, authors, texts, passages, open, Embedder(), Answerer(), await MostCitedAsync(cancellationToken));
    }

    private string Embedder() => embeddings.Kind switch
    {
        EmbeddingSettings.Local => "words, and local lexical-semantic vectors; no neural model",
        EmbeddingSettings.OnnxKind => $"words, and vectors of the sentence encoder {embeddings.ModelName}",
        _ => $"words, and vectors of {embeddings.ModelName}",
    };

    private string Answerer() => answers.Model is { } model ? $"{model.Model}, each sentence checked against its sources" : "extracts, word for word; no language model";

    private async Task<List<EntryAuthorCreditView>> MostCitedAsync(CancellationToken cancellationToken)
    {
        var counts = await db.AnswerCitations.Where(citation => citation.Counts).GroupBy(citation => citation.AuthorId)
            .Select(group => new { AuthorId = group.Key, Answers = group.Select(citation => citation.AnswerId).Distinct().Count() })
            .OrderByDescending(count => count.Answers).ThenBy(count => count.AuthorId).Take(Credited).ToListAsync(cancellationToken);
        var ids = counts.ConvertAll(count => count.AuthorId);
        var people = await db.Users.Where(user => ids.Contains(user.Id))
            .Select(user => new { user.Id, user.Handle, user.DisplayName, Entries = entries.Public.Count(entry => entry.AuthorId == user.Id) }).ToDictionaryAsync(user => user.Id, cancellationToken);
        return counts.ConvertAll(count => new EntryAuthorCreditView(people[count.AuthorId].Handle, people[count.AuthorId].DisplayName, people[count.AuthorId].Entries, count.Answers));
    }
}

internal sealed class PatternReader(MarketplaceDb db, PatternQueries patterns, EntryReader entries, TimeProvider time)
{
    private const int Rising = 12;

    public async Task<PatternsView> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await patterns.ListAsync(cancellationToken);
        var ids = found.SelectMany(pattern => pattern.Typical).Select(text => text.DocumentId).ToList();
        var shown = await entries.Public.Where(entry => ids.Contains(entry.Id)).ToListAsync(cancellationToken);
        var summaries = (await entries.ToSummariesAsync(shown, cancellationToken)).ToDictionary(summary => summary.Id);
        var weeks = await WeeksAsync(cancellationToken);
        var madeAt = await db.Patterns.Select(pattern => (DateTimeOffset?)pattern.FoundAt).MaxAsync(cancellationToken);
        return new(
            [.. found.Select(pattern => new PatternView(
                string.Join(", ", pattern.Words), pattern.Size, weeks[pattern.Id],
                [.. pattern.Typical.Select(text => summaries.GetValueOrDefault(text.DocumentId)).OfType<EntrySummaryView>()]))],
            [.. (await patterns.ListRisingAsync(Rising, cancellationToken)).Select(ToView)],
            madeAt);
    }

    private static TrendView ToView(Trend trend) => new(
        trend.IsStack ? "stack" : "tag", trend.Label, trend.IsStack ? StackVocabulary.Label(trend.Label) : trend.Label, trend.Recent, trend.Before, trend.Weeks);

    /// <summary>Entries per week of each group, the present week last.</summary>
    private async Task<Dictionary<Guid, int[]>> WeeksAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rows = await (
            from member in db.PatternMembers
            join entry in db.Entries on member.DocumentId equals entry.Id
            where entry.State == EntryState.Published && entry.HiddenAt == null && entry.TeamId == null
            select new { member.PatternId, entry.PublishedAt }).ToListAsync(cancellationToken);
        var weeks = await db.Patterns.ToDictionaryAsync(pattern => pattern.Id, _ => new int[PatternPolicy.ShownWeeks], cancellationToken);
        foreach (var row in rows)
        {
            var age = (int)((now - row.PublishedAt!.Value) / PatternPolicy.Week);
            if (age is >= 0 and < PatternPolicy.ShownWeeks && weeks.TryGetValue(row.PatternId, out var counts))
            {
                counts[^(age + 1)]++;
            }
        }

        return weeks;
    }
}
