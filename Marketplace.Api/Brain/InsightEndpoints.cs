using Marketplace.Contracts.Brain;
using Marketplace.Core.Brain;
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
    }

    private static async Task<Ok<BrainStatsView>> GetStatsAsync(BrainStatsReader stats, CancellationToken cancellationToken) => TypedResults.Ok(await stats.ReadAsync(cancellationToken));
}

internal sealed class BrainStatsReader(MarketplaceDb db, EntryReader entries)
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
        return new(published, authors, texts, passages, open, "local (lexical-semantic)", "Extract", await MostCitedAsync(cancellationToken));
    }

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
