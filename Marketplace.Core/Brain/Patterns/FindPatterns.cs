using System.Numerics.Tensors;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Brain.Retrieval;
using Marketplace.Core.Brain.Retrieval.Embedding;
using Marketplace.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Brain.Patterns;

/// <summary>Groups what everybody can read, names the groups, and finds the tags and stacks that rise; replaces what was found before in one commit.</summary>
public sealed class FindPatterns(MarketplaceDb db, EmbeddingModels models, ChunkVectors vectors, TimeProvider time)
{
    private const long Lock = 0xB2A1_BA7;
    private const int BatchSize = 500;

    /// <returns>False when what was found last is still young, or there is too little to group.</returns>
    public async Task<bool> ExecuteWhenDueAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - PatternPolicy.Age;
        var documents = await db.Corpora.AsNoTracking().Select(corpus => corpus.Documents).SingleAsync(cancellationToken);
        var isDue = documents >= PatternPolicy.MinEntries && !await db.Patterns.AnyAsync(pattern => pattern.FoundAt > before, cancellationToken);
        if (isDue)
        {
            await ExecuteAsync(cancellationToken);
        }

        return isDue;
    }

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var documents = await db.KnowledgeDocuments.AsNoTracking()
            .Where(document => document.Space == Space.Public && document.Kind == DocumentKind.Entry)
            .OrderBy(document => document.Id)
            .Select(document => new Text(document.Id, $"{document.Title}\n{document.Title}\n{document.Text}"))
            .ToListAsync(cancellationToken);
        var (patterns, members) = await GroupAsync(documents, now, cancellationToken);
        var trends = await FindTrendsAsync(now, cancellationToken);
        await db.InTransactionAsync(
            async () =>
            {
                await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", cancellationToken);
                await db.Patterns.ExecuteDeleteAsync(cancellationToken);
                await db.Trends.ExecuteDeleteAsync(cancellationToken);
                var known = await db.KnowledgeDocuments.Where(document => document.Space == Space.Public).Select(document => document.Id).ToHashSetAsync(cancellationToken);
                db.Patterns.AddRange(patterns);
                db.PatternMembers.AddRange(members.Where(member => known.Contains(member.DocumentId)));
                db.Trends.AddRange(trends);
                await db.SaveChangesAsync(cancellationToken);
                return default(Kernel.Done);
            },
            cancellationToken);
    }

    private async Task<(List<Pattern> Patterns, List<PatternMember> Members)> GroupAsync(List<Text> documents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var placed = await ReadVectorsAsync([.. documents.Select(document => document.Id)], cancellationToken);
        var texts = documents.Where(document => placed.ContainsKey(document.Id)).ToList();
        if (texts.Count < PatternPolicy.MinEntries)
        {
            return ([], []);
        }

        var places = Clustering.Group([.. texts.Select(text => placed[text.Id])], PatternPolicy.Groups(texts.Count), cancellationToken);
        var groups = texts.Zip(places).GroupBy(item => item.Second.Group).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).ToList();
        var labels = Labels.Of([.. groups.Select(group => group.Select(item => item.First.Words).ToList())], PatternPolicy.LabelWords);

        // Ids in the order of the groups: those of one size are listed the same way each time.
        List<Pattern> patterns = [.. groups.Zip(labels).Select((pair, place) => new Pattern { Id = Guid.CreateVersion7(now.AddMilliseconds(place)), Words = pair.Second, Size = pair.First.Count(), FoundAt = now })];
        return (patterns, [.. groups.Zip(patterns).SelectMany(pair => pair.First.Select(item => new PatternMember { PatternId = pair.Second.Id, DocumentId = item.First.Id, Similarity = item.Second.Similarity }))]);
    }

    /// <summary>A document's place is the middle of its chunks.</summary>
    private async Task<Dictionary<Guid, float[]>> ReadVectorsAsync(List<Guid> documentIds, CancellationToken cancellationToken)
    {
        if ((await models.CurrentAsync(cancellationToken)).SingleOrDefault(model => model.State == EmbeddingModelState.Active) is not { } model)
        {
            return [];
        }

        var sums = new Dictionary<Guid, float[]>();
        var collection = vectors.CollectionOf(model);
        foreach (var batch in documentIds.Chunk(BatchSize))
        {
            var chunks = await db.KnowledgeChunks.AsNoTracking()
                .Where(chunk => batch.Contains(chunk.DocumentId) && chunk.Space == Space.Public)
                .ToDictionaryAsync(chunk => chunk.Id, chunk => chunk.DocumentId, cancellationToken);
            foreach (var vector in await collection.ReadAsync(Space.Public, [.. chunks.Keys.Order()], cancellationToken))
            {
                var sum = sums.TryGetValue(chunks[vector.Id], out var known) ? known : sums[chunks[vector.Id]] = new float[model.Dimensions];
                TensorPrimitives.Add(sum, vector.Values.Span, sum);
            }
        }

        foreach (var sum in sums.Values)
        {
            HashEmbedder.Normalise(sum);
        }

        return sums;
    }

    private async Task<List<Trend>> FindTrendsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var entries = await db.Entries.AsNoTracking()
            .Where(entry => entry.State == EntryState.Published && entry.HiddenAt == null && entry.TeamId == null && entry.PublishedAt != null)
            .Select(entry => new { At = entry.PublishedAt!.Value, entry.Tags, entry.Stacks })
            .ToListAsync(cancellationToken);
        var weeks = entries.Select(entry => (Week: (int)((now - entry.At) / PatternPolicy.Week), entry.Tags, entry.Stacks)).ToList();
        var recentAll = weeks.Count(entry => entry.Week < PatternPolicy.RecentWeeks);
        return [.. weeks
            .SelectMany(entry => entry.Tags.Distinct().Select(tag => (Label: tag, IsStack: false, entry.Week)).Concat(entry.Stacks.Distinct().Select(stack => (Label: stack, IsStack: true, entry.Week))))
            .GroupBy(item => (item.Label, item.IsStack))
            .Select(group => TrendOf(group.Key.Label, group.Key.IsStack, [.. group.Select(item => item.Week)], recentAll, weeks.Count - recentAll))
            .Where(trend => trend is { Recent: >= PatternPolicy.MinRecent, Rise: > 0 })
            .OrderByDescending(trend => trend.Rise).ThenBy(trend => trend.Label, StringComparer.Ordinal)
            .Take(PatternPolicy.MaxTrends)];
    }

    private static Trend TrendOf(string label, bool isStack, List<int> weeks, int recentAll, int beforeAll)
    {
        var recent = weeks.Count(week => week < PatternPolicy.RecentWeeks);
        return new()
        {
            Label = label,
            IsStack = isStack,
            Recent = recent,
            Before = weeks.Count - recent,
            Rise = PatternPolicy.Rise(recent, recentAll, weeks.Count - recent, beforeAll),
            Weeks = [.. Enumerable.Range(0, PatternPolicy.ShownWeeks).Select(back => weeks.Count(week => week == PatternPolicy.ShownWeeks - 1 - back))],
        };
    }

    private sealed record Text(Guid Id, string Words);
}
