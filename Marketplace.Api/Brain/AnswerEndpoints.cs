using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Brain;
using Marketplace.Core.Accounts;
using Marketplace.Core.Brain.Answers;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Brain;

internal static class AnswerEndpoints
{
    private const string QueryDescription = """
        JSON, or with `Accept: text/event-stream` the answer while it is made: first `sources` (what was found), then a `sentence` for each that was checked, at the end `done`
        with the same answer as JSON; `problem` instead when it cannot go on. Every sentence has at least one quote that was found word for word in its source.
        Each question counts against the plan's month, whatever the answer; one that fails does not.
        """;

    public static void MapAnswers(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Brain");
        group.MapPost(AnswerRoutes.Query, AskAsync).WithMetadata(new ReadsOnly()).WithSummary("Ask the Brain").WithDescription(QueryDescription)
            .Produces<BrainAnswerView>(200, "application/json", AnswerRoutes.EventStream).ProducesProblem(400).ProducesProblem(404).ProducesProblem(429);
        group.MapGet(AnswerRoutes.Usage, GetUsageAsync).WithSummary("The caller's questions of this month, and how many their plan has");
        group.MapGet(AnswerRoutes.Answers + "/{id:guid}", GetAsync).ProducesProblem(404).WithSummary("An answer that the caller was given, without what its sources no longer say");
        group.MapPut(AnswerRoutes.Answers + "/{id:guid}/feedback", RateAsync).ProducesProblem(400).ProducesProblem(404).WithSummary("Whether an answer helped");
    }

    private static async Task<IResult> AskAsync(BrainQueryRequest request, ClaimsPrincipal caller, HttpRequest http, AskBrain ask, CountQuestions count, CancellationToken cancellationToken)
    {
        var asked = await ask.PrepareAsync(QuestionOf(request, caller.UserId()), cancellationToken);
        if (!asked.IsOk)
        {
            return await RefuseAsync(asked.Error, caller.UserId(), count, cancellationToken);
        }

        if (Accepts.Prefers(http, AnswerRoutes.EventStream))
        {
            return new AnswerStream(ask, asked.Value);
        }

        KnowledgeAnswer? answer = null;
        await foreach (var answerEvent in ask.AnswerAsync(asked.Value, cancellationToken))
        {
            answer = (answerEvent as AnswerCompleted)?.Answer ?? answer;
        }

        return TypedResults.Ok(AnswerViews.ToView(answer ?? throw new InvalidOperationException("An answer has no end.")));
    }

    private static async Task<Ok<BrainUsageView>> GetUsageAsync(ClaimsPrincipal caller, CountQuestions count, CloudBrain cloud, CancellationToken cancellationToken) =>
        TypedResults.Ok(AnswerViews.ToView(await count.GetAsync(caller.UserId(), cancellationToken), cloud.IsConfigured));

    private static async Task<Results<Ok<BrainAnswerView>, ProblemHttpResult>> GetAsync(Guid id, ClaimsPrincipal caller, ReopenAnswer reopen, CancellationToken cancellationToken)
    {
        var reopened = await reopen.ExecuteAsync(caller.UserId(), id, cancellationToken);
        return reopened.IsOk ? TypedResults.Ok(AnswerViews.ToView(reopened.Value)) : reopened.Error.ToProblem();
    }

    private static async Task<Results<Ok<BrainAnswerView>, ProblemHttpResult>> RateAsync(
        Guid id, AnswerFeedbackRequest request, ClaimsPrincipal caller, RateAnswer rate, ReopenAnswer reopen, CancellationToken cancellationToken)
    {
        var rated = await rate.ExecuteAsync(caller.UserId(), id, request.Helpful!.Value, cancellationToken);
        return rated.IsOk ? await GetAsync(id, caller, reopen, cancellationToken) : rated.Error.ToProblem();
    }

    private static BrainQuestion QuestionOf(BrainQueryRequest request, Guid askerId) => new(askerId, request.Question)
    {
        Tags = request.Tags,
        Stacks = request.Stacks,
        ProductSlug = request.ProductSlug,
        Version = request.Version,
    };

    /// <summary>Whose month is used up also learns, as a program, which plan they have and when it starts anew.</summary>
    private static async Task<ProblemHttpResult> RefuseAsync(Core.Kernel.Error error, Guid askerId, CountQuestions count, CancellationToken cancellationToken)
    {
        var problem = error.ToProblem();
        if (error.Code == PlanErrors.QuotaCode)
        {
            var usage = await count.GetAsync(askerId, cancellationToken);
            (problem.ProblemDetails.Extensions["plan"], problem.ProblemDetails.Extensions["limit"], problem.ProblemDetails.Extensions["resetsAt"]) = (PlanText.Name(usage.Plan), usage.Limit, usage.ResetsAt);
        }

        return problem;
    }
}
