using Marketplace.Contracts.Brain;
using Marketplace.Core.Brain;
using Marketplace.Core.Brain.Retrieval;

namespace Marketplace.Api.Brain;

/// <summary>
/// Texts that say nearly the same as an own entry. Only of what everybody sees, and for a team's entry of what the team sees: an author learns nothing of
/// others' drafts, and their own are theirs to know.
/// </summary>
internal sealed class NearEntries(SimilarKnowledge similar, ReadableSpaces readable)
{
    private const int Shown = 5;

    public async Task<IReadOnlyList<SimilarView>> FindAsync(Guid authorId, OwnEntryView entry, CancellationToken cancellationToken)
    {
        var spaces = entry.Space == EntrySpaces.Team
            ? (await readable.OfAsync(authorId, null, cancellationToken)).Where(space => space == Space.Public || Space.IsTeams(space)).ToList()
            : [Space.Public];
        var found = await similar.FindAsync($"{entry.Title}\n{entry.Body}", spaces, entry.Id, Shown, cancellationToken);
        return [.. found.Where(near => near.IsLikelyDuplicate).Select(near => new SimilarView(near.Title, near.Path, Math.Round(near.Similarity, 2)))];
    }
}
