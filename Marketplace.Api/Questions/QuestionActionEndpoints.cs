using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Questions;
using Marketplace.Core.Kernel;
using Marketplace.Core.Questions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Questions;

/// <summary>What who asked and the seller do with a question.</summary>
internal static class QuestionActionEndpoints
{
    public static void MapQuestionActions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(QuestionRoutes.Questions + "/{id:guid}").WithTags("Questions").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        group.MapDelete("", WithdrawAsync).WithSummary("Take the own question back while it waits");
        group.MapPut("/answer", AnswerAsync).WithSummary("Answer a question about the own product, or edit the answer");
        group.MapDelete("/answer", RemoveAnswerAsync).WithSummary("Take the answer back; the question waits again");
        group.MapPut("/faq", PutIntoFaqAsync).WithSummary("Put an answered question into the product's FAQ, or move it there");
        group.MapDelete("/faq", TakeOutOfFaqAsync).WithSummary("Take it out of the FAQ; it stays public");
        app.MapGet(QuestionRoutes.SellerQuestions, ListOfSellerAsync).WithTags("Seller").ProducesProblem(400).WithSummary("Questions about the own products, newest first");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(Guid id, ClaimsPrincipal caller, WithdrawQuestion withdraw, CancellationToken cancellationToken) =>
        Answer(await withdraw.ExecuteAsync(caller.UserId(), id, cancellationToken));

    private static async Task<Results<Ok<SellerQuestionView>, ProblemHttpResult>> AnswerAsync(
        Guid id, AnswerRequest request, ClaimsPrincipal caller, AnswerQuestion answer, QuestionReader questions, CancellationToken cancellationToken)
    {
        var answered = await answer.ExecuteAsync(caller.UserId(), id, request.Body, cancellationToken);
        return answered.IsOk ? TypedResults.Ok(await questions.GetOfSellerAsync(id, cancellationToken)) : answered.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAnswerAsync(Guid id, ClaimsPrincipal caller, RemoveAnswer remove, CancellationToken cancellationToken) =>
        Answer(await remove.ExecuteAsync(caller.UserId(), id, cancellationToken));

    private static async Task<Results<Ok<SellerQuestionView>, ProblemHttpResult>> PutIntoFaqAsync(
        Guid id, FaqRequest request, ClaimsPrincipal caller, ArrangeFaq arrange, QuestionReader questions, CancellationToken cancellationToken)
    {
        var arranged = await arrange.ExecuteAsync(caller.UserId(), id, request.Position ?? int.MaxValue, cancellationToken);
        return arranged.IsOk ? TypedResults.Ok(await questions.GetOfSellerAsync(id, cancellationToken)) : arranged.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeOutOfFaqAsync(Guid id, ClaimsPrincipal caller, ArrangeFaq arrange, CancellationToken cancellationToken) =>
        Answer(await arrange.ExecuteAsync(caller.UserId(), id, null, cancellationToken));

    private static async Task<Results<Ok<PageView<SellerQuestionView>>, ProblemHttpResult>> ListOfSellerAsync(
        bool? waiting, string? cursor, int? limit, ClaimsPrincipal caller, QuestionReader questions, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk
            ? TypedResults.Ok(await questions.ListOfSellerAsync(caller.UserId(), waiting == true, page.Value, cancellationToken))
            : page.Error.ToProblem();
    }

    private static Results<NoContent, ProblemHttpResult> Answer(Result<Done> result) => result.IsOk ? TypedResults.NoContent() : result.Error.ToProblem();
}
