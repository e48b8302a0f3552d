using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Http;
using Marketplace.Core.Accounts;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Brain;

/// <summary>What a list of entries is asked with.</summary>
/// <param name="Space"><c>public</c> (when nothing is said), or <c>team</c> for the caller's.</param>
internal sealed record EntryListQuery(string? Q, string? Kind, string? Tag, string? Stack, string? Author, string? Space, string? Cursor, int? Limit);

internal static class EntryEndpoints
{
    private const int MaxWords = 200;

    public static void MapEntries(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(BrainRoutes.Entries).WithTags("Brain").AllowAnonymous().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        group.MapGet("", ListAsync).WithSummary("Published entries, the newest first; with q those that fit, best first; with space=team the caller's team's");
        group.MapGet("/{slug}", GetAsync).WithSummary("A published or deprecated entry; a merged one's slug gives the entry that took its place");

        var mine = app.MapGroup(BrainRoutes.Mine).WithTags("Brain").ProducesProblem(400).ProducesProblem(404);
        mine.MapGet("", ListMineAsync).WithSummary("The caller's entries in every state, and how often answers to others cited them");
        mine.MapGet("/{id:guid}", GetMineAsync).WithSummary("One of them");
    }

    private static async Task<Results<Ok<PageView<EntrySummaryView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] EntryListQuery query, ClaimsPrincipal caller, TeamMembership teams, EntryReader entries, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(null, query.Limit);
        var start = TimePosition.Parse(query.Cursor, TimePosition.Newest);
        if ((page.Error ?? start.Error) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (ReadKind(query.Kind) is not { } kinds)
        {
            return new Error(ErrorKind.Invalid, "validation_failed", "The kind is pattern, solution, lesson or tip.", "kind").ToProblem();
        }

        var teamId = query.Space == EntrySpaces.Team && caller.FindUserId() is { } callerId ? await teams.FindAsync(callerId, cancellationToken) : null;
        if (query.Space == EntrySpaces.Team && teamId is null)
        {
            return EntryErrors.NoTeamSpace.ToProblem();
        }

        var filter = new EntryFilter(kinds.Kind, query.Tag, query.Stack, query.Author, teamId);
        return TypedResults.Ok(query.Q is not { } q || string.IsNullOrWhiteSpace(q)
            ? await entries.ListAsync(filter, start.Value, page.Value!.Limit, cancellationToken)
            : await entries.FindAsync(q.Length <= MaxWords ? q : q[..MaxWords], filter, page.Value!.Limit, cancellationToken));
    }

    private static async Task<Results<Ok<EntryView>, ProblemHttpResult>> GetAsync(string slug, ClaimsPrincipal caller, EntryReader entries, CancellationToken cancellationToken) =>
        await entries.FindAsync(slug, caller.FindUserId(), cancellationToken) is { } found ? TypedResults.Ok(found) : Error.NotFound("entry").ToProblem();

    private static async Task<Results<Ok<MyEntriesView>, ProblemHttpResult>> ListMineAsync(
        string? cursor, int? limit, ClaimsPrincipal caller, EntryReader entries, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk ? TypedResults.Ok(await entries.ListMineAsync(caller.UserId(), page.Value, cancellationToken)) : page.Error.ToProblem();
    }

    private static async Task<Results<Ok<OwnEntryView>, ProblemHttpResult>> GetMineAsync(Guid id, ClaimsPrincipal caller, EntryReader entries, CancellationToken cancellationToken) =>
        await entries.FindMineAsync(caller.UserId(), id, cancellationToken) is { } found ? TypedResults.Ok(found) : Error.NotFound("entry").ToProblem();

    private static (EntryKind? Kind, bool)? ReadKind(string? kind) => kind?.ToLowerInvariant() switch
    {
        null or "" => (null, true),
        "pattern" => (EntryKind.Pattern, true),
        "solution" => (EntryKind.Solution, true),
        "lesson" => (EntryKind.Lesson, true),
        "tip" => (EntryKind.Tip, true),
        _ => null,
    };
}
