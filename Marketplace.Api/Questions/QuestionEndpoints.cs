using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Catalog;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Questions;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Questions;

internal static class QuestionEndpoints
{
    public static void MapQuestions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(QuestionRoutes.OfProduct).WithTags("Questions").ProducesProblem(400).ProducesProblem(404);
        group.MapGet("", ListAsync).AllowAnonymous().WithSummary("A product's FAQ and its other answered questions, the last answered first");
        group.MapGet("/mine", ListMineAsync).WithSummary("The own questions that wait or are hidden");
        group.MapPost("", AskAsync).ProducesProblem(403).ProducesProblem(409).ProducesProblem(429).WithSummary("Ask the seller; the answer publishes the question");
    }

    private static async Task<Results<Ok<QuestionsView>, ProblemHttpResult>> ListAsync(
        string slug, string? cursor, int? limit, QuestionReader questions, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(null, limit);
        var start = TimePosition.Parse(cursor, TimePosition.Newest);
        if ((page.Error ?? start.Error) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var found = await questions.ListAsync(slug, start.Value, page.Value!.Limit, cancellationToken);
        return found is null ? Error.NotFound("product").ToProblem() : TypedResults.Ok(found);
    }

    private static async Task<Results<Ok<IReadOnlyList<OwnQuestionView>>, ProblemHttpResult>> ListMineAsync(
        string slug, ClaimsPrincipal caller, QuestionReader questions, CancellationToken cancellationToken)
    {
        var mine = await questions.ListMineAsync(slug, caller.UserId(), cancellationToken);
        return mine is null ? Error.NotFound("product").ToProblem() : TypedResults.Ok(mine);
    }

    private static async Task<Results<Ok<OwnQuestionView>, ProblemHttpResult>> AskAsync(
        string slug, AskRequest request, ClaimsPrincipal caller, MarketplaceDb db, AskQuestion ask, CancellationToken cancellationToken)
    {
        var productId = await db.PublicAt(slug).Select(product => (Guid?)product.Id).SingleOrDefaultAsync(cancellationToken);
        if (productId is null)
        {
            return Error.NotFound("product").ToProblem();
        }

        var asked = await ask.ExecuteAsync(caller.UserId(), productId.Value, request.Body, cancellationToken);
        return asked.IsOk
            ? TypedResults.Ok(await db.Questions.Where(question => question.Id == asked.Value)
                .Select(question => new OwnQuestionView(question.Id, question.Body, question.CreatedAt, question.HiddenReason)).SingleAsync(cancellationToken))
            : asked.Error.ToProblem();
    }
}
