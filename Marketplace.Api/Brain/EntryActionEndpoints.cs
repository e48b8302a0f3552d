using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Api.Plans;
using Marketplace.Contracts.Brain;
using Marketplace.Core.Accounts;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Brain;

/// <summary>What authors do with their entries, and admins and owners of teams to tidy up.</summary>
internal static class EntryActionEndpoints
{
    public static void MapEntryActions(this IEndpointRouteBuilder app)
    {
        app.MapPost(BrainRoutes.Learn, LearnAsync).Gated(PlanFeature.TeamSpace).WithTags("Brain").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429)
            .WithSummary("Contribute knowledge: a draft, or published at once unless something nearly the same exists");
        var group = app.MapGroup($"{BrainRoutes.Entries}/{{id:guid}}").WithTags("Brain").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        app.MapGet($"{BrainRoutes.Mine}/{{id:guid}}/similar", ListSimilarAsync).WithTags("Brain").ProducesProblem(404).WithSummary("Public texts that say nearly the same as an own entry");
        group.MapPut("", EditAsync).WithSummary("Change an entry; a published one changes at once");
        group.MapDelete("", RemoveAsync).WithSummary("Delete a draft");
        group.MapPost("/publish", PublishAsync).ProducesProblem(429).WithSummary("Show a draft to everybody, unless something nearly the same exists");
        group.MapPost("/take-back", TakeBackAsync).WithSummary("Make a published entry a draft again");
        group.MapPost("/deprecate", DeprecateAsync).WithSummary("Say that it no longer holds, and why; its author, an admin, or the owner of its team");
        group.MapPost("/reinstate", ReinstateAsync).WithSummary("It holds after all; its author, an admin, or the owner of its team");
        group.MapPost("/merge", MergeAsync).WithSummary("Let its address lead to another entry that says the same; its author, an admin, or the owner of its team");
    }

    private static async Task<Results<Created<LearnedView>, ProblemHttpResult>> LearnAsync(
        LearnRequest request, ClaimsPrincipal caller, WriteEntry write, PublishEntry publish, NearEntries near, EntryReader entries, CancellationToken cancellationToken)
    {
        var written = await write.ExecuteAsync(caller.UserId(), BrainViews.Content(request), request.QuestionId, request.Space == EntrySpaces.Team, cancellationToken);
        if (!written.IsOk)
        {
            return written.Error.ToProblem();
        }

        var (callerId, id) = (caller.UserId(), written.Value.Id);
        var similar = request.Publish && !request.DespiteSimilar ? await near.FindAsync(callerId, (await entries.FindMineAsync(callerId, id, cancellationToken))!, cancellationToken) : [];
        if (request.Publish && similar.Count == 0 && (await publish.ExecuteAsync(callerId, id, cancellationToken)).Error is { } refusal)
        {
            return refusal.ToProblem();
        }

        return TypedResults.Created($"{BrainRoutes.Mine}/{id}", new LearnedView((await entries.FindMineAsync(callerId, id, cancellationToken))!, similar));
    }

    private static async Task<Results<Ok<OwnEntryView>, ProblemHttpResult>> EditAsync(
        Guid id, EditEntryRequest request, ClaimsPrincipal caller, EditEntry edit, EntryReader entries, CancellationToken cancellationToken)
    {
        var edited = await edit.ExecuteAsync(caller.UserId(), id, BrainViews.Content(request), request.Revision, cancellationToken);
        return edited.IsOk ? TypedResults.Ok((await entries.FindMineAsync(caller.UserId(), id, cancellationToken))!) : edited.Error.ToProblem();
    }

    private static async Task<Results<Ok<LearnedView>, ProblemHttpResult>> PublishAsync(
        Guid id, PublishRequest request, ClaimsPrincipal caller, PublishEntry publish, NearEntries near, EntryReader entries, CancellationToken cancellationToken)
    {
        if (await entries.FindMineAsync(caller.UserId(), id, cancellationToken) is not { } entry)
        {
            return Error.NotFound("entry").ToProblem();
        }

        var similar = request.DespiteSimilar || entry.Status != EntryStatus.Draft ? [] : await near.FindAsync(caller.UserId(), entry, cancellationToken);
        if (similar.Count == 0 && (await publish.ExecuteAsync(caller.UserId(), id, cancellationToken)).Error is { } refusal)
        {
            return refusal.ToProblem();
        }

        return TypedResults.Ok(new LearnedView((await entries.FindMineAsync(caller.UserId(), id, cancellationToken))!, similar));
    }

    private static async Task<Results<Ok<IReadOnlyList<SimilarView>>, ProblemHttpResult>> ListSimilarAsync(
        Guid id, ClaimsPrincipal caller, NearEntries near, EntryReader entries, CancellationToken cancellationToken) =>
        await entries.FindMineAsync(caller.UserId(), id, cancellationToken) is { } entry
            ? TypedResults.Ok(await near.FindAsync(caller.UserId(), entry, cancellationToken))
            : Error.NotFound("entry").ToProblem();

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeBackAsync(Guid id, ClaimsPrincipal caller, TakeBackEntry takeBack, CancellationToken cancellationToken) =>
        Answer(await takeBack.ExecuteAsync(caller.UserId(), id, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> DeprecateAsync(
        Guid id, DeprecateRequest request, ClaimsPrincipal caller, DeprecateEntry deprecate, CancellationToken cancellationToken) =>
        Answer(await deprecate.ExecuteAsync(Editor(caller), id, request.Reason, request.Replacement, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> ReinstateAsync(Guid id, ClaimsPrincipal caller, ReinstateEntry reinstate, CancellationToken cancellationToken) =>
        Answer(await reinstate.ExecuteAsync(Editor(caller), id, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> MergeAsync(Guid id, MergeRequest request, ClaimsPrincipal caller, MergeEntry merge, CancellationToken cancellationToken) =>
        Answer(await merge.ExecuteAsync(Editor(caller), id, request.Into, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, ClaimsPrincipal caller, DeleteEntry delete, CancellationToken cancellationToken) =>
        Answer(await delete.ExecuteAsync(caller.UserId(), id, cancellationToken));

    private static EntryEditor Editor(ClaimsPrincipal caller) => new(caller.UserId(), caller.HasClaim("role", "admin"));

    private static Results<NoContent, ProblemHttpResult> Answer<T>(Result<T> result) => result.IsOk ? TypedResults.NoContent() : result.Error.ToProblem();
}
