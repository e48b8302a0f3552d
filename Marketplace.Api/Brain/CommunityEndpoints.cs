using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Brain;
using Marketplace.Contracts.Http;
using Marketplace.Core.Brain.Entries;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Brain;

/// <summary>Questions that were put before everybody.</summary>
internal static class CommunityEndpoints
{
    public static void MapCommunityQuestions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(BrainRoutes.Questions).WithTags("Brain").ProducesProblem(400).ProducesProblem(404);
        group.MapGet("", ListAsync).AllowAnonymous().WithSummary("Open questions, the newest first; with mine the caller's own, also closed ones");
        group.MapGet("/{id:guid}", GetAsync).AllowAnonymous().WithSummary("A question and the entries written for it");
        group.MapPost("", AskAsync).ProducesProblem(409).ProducesProblem(429).WithSummary("Put a question before everybody");
        group.MapPost("/{id:guid}/close", CloseAsync).ProducesProblem(409).WithSummary("The asker has what they need");
    }

    private static async Task<Results<Ok<PageView<CommunityQuestionView>>, ProblemHttpResult>> ListAsync(
        bool? mine, string? cursor, int? limit, ClaimsPrincipal caller, CommunityReader questions, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk
            ? TypedResults.Ok(await questions.ListAsync(caller.FindUserId(), mine == true, page.Value, cancellationToken))
            : page.Error.ToProblem();
    }

    private static async Task<Results<Ok<CommunityQuestionView>, ProblemHttpResult>> GetAsync(
        Guid id, ClaimsPrincipal caller, CommunityReader questions, CancellationToken cancellationToken) =>
        await questions.FindAsync(id, caller.FindUserId(), cancellationToken) is { } found ? TypedResults.Ok(found) : Error.NotFound("question").ToProblem();

    private static async Task<Results<Created<CommunityQuestionView>, ProblemHttpResult>> AskAsync(
        AskCommunityRequest request, ClaimsPrincipal caller, AskCommunity ask, CommunityReader questions, CancellationToken cancellationToken)
    {
        var asked = await ask.ExecuteAsync(caller.UserId(), request.Body, cancellationToken);
        return asked.IsOk
            ? TypedResults.Created($"{BrainRoutes.Questions}/{asked.Value}", (await questions.FindAsync(asked.Value, caller.UserId(), cancellationToken))!)
            : asked.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CloseAsync(Guid id, ClaimsPrincipal caller, CloseCommunityQuestion close, CancellationToken cancellationToken)
    {
        var closed = await close.ExecuteAsync(caller.UserId(), id, cancellationToken);
        return closed.IsOk ? TypedResults.NoContent() : closed.Error.ToProblem();
    }
}

/// <summary>Questions to the community with the entries written for them.</summary>
internal sealed class CommunityReader(MarketplaceDb db, EntryReader entries)
{
    public async Task<PageView<CommunityQuestionView>> ListAsync(Guid? callerId, bool isMine, PageRequest page, CancellationToken cancellationToken)
    {
        var questions = db.CommunityQuestions.AsNoTracking().Where(question => question.HiddenAt == null && (isMine ? question.AskerId == callerId : question.ClosedAt == null));
        var total = await questions.CountUpAsync(cancellationToken);
        var rows = await questions.Where(question => page.Before == null || question.Id < page.Before).OrderByDescending(question => question.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return new(await ToViewsAsync([.. rows.Take(page.Limit)], callerId, cancellationToken), total, rows.Count > page.Limit ? rows[page.Limit - 1].Id.ToString("N") : null);
    }

    /// <summary>Null when there is none, or the marketplace has hidden it.</summary>
    public async Task<CommunityQuestionView?> FindAsync(Guid id, Guid? callerId, CancellationToken cancellationToken)
    {
        var question = await db.CommunityQuestions.AsNoTracking().SingleOrDefaultAsync(question => question.Id == id && question.HiddenAt == null, cancellationToken);
        return question is null ? null : (await ToViewsAsync([question], callerId, cancellationToken))[0];
    }

    private async Task<List<CommunityQuestionView>> ToViewsAsync(List<CommunityQuestion> questions, Guid? callerId, CancellationToken cancellationToken)
    {
        var ids = questions.ConvertAll(question => question.Id);
        var askerIds = questions.ConvertAll(question => question.AskerId);
        var names = await db.Users.Where(user => askerIds.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.DisplayName, cancellationToken);
        var written = await entries.Public.Where(entry => entry.AnswersQuestionId != null && ids.Contains(entry.AnswersQuestionId.Value)).OrderBy(entry => entry.PublishedAt).ToListAsync(cancellationToken);
        var summaries = (await entries.ToSummariesAsync(written, cancellationToken)).ToDictionary(summary => summary.Id);
        var answers = written.ToLookup(entry => entry.AnswersQuestionId!.Value, entry => summaries[entry.Id]);
        return questions.ConvertAll(question => new CommunityQuestionView(
            question.Id, question.Body, names[question.AskerId], question.CreatedAt, question.ClosedAt, question.AskerId == callerId, [.. answers[question.Id]]));
    }
}
