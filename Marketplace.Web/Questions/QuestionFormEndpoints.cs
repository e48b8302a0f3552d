using Marketplace.Contracts.Questions;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Questions;

/// <summary>Small forms around questions; each goes back to where it was sent from.</summary>
internal static class QuestionFormEndpoints
{
    public static void MapQuestionForms(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/products/{slug}/questions", AskAsync).RequireAuthorization();
        routes.MapPost("/questions/{id:guid}/withdraw", WithdrawAsync).RequireAuthorization();
        var desk = routes.MapGroup("/sell/questions/{id:guid}").RequireAuthorization();
        desk.MapPost("/answer", AnswerAsync);
        desk.MapPost("/answer/remove", RemoveAnswerAsync);
        desk.MapPost("/faq", PutIntoFaqAsync);
        desk.MapPost("/faq/remove", TakeOutOfFaqAsync);
    }

    private static async Task<RedirectHttpResult> AskAsync(string slug, [FromForm] string? text, QuestionsClient questions, Flash flash, CancellationToken cancellationToken)
    {
        await questions.AskAsync(slug, new AskRequest { Body = text?.ReplaceLineEndings("\n") ?? "" }, cancellationToken);
        flash.Say("Asked", "The seller is told. Your question is public with its answer, and you get a mail then.");
        return TypedResults.LocalRedirect($"/products/{Uri.EscapeDataString(slug)}#questions");
    }

    private static async Task<RedirectHttpResult> WithdrawAsync(Guid id, HttpRequest request, QuestionsClient questions, Flash flash, CancellationToken cancellationToken)
    {
        await questions.WithdrawAsync(id, cancellationToken);
        flash.Say("Taken back", "The seller no longer sees the question.");
        return TypedResults.LocalRedirect(LocalUrl.Back(request, "/", "questions"));
    }

    private static async Task<RedirectHttpResult> AnswerAsync(Guid id, [FromForm] string? text, HttpRequest request, QuestionsClient questions, Flash flash, CancellationToken cancellationToken)
    {
        await questions.AnswerAsync(id, new AnswerRequest { Body = text?.ReplaceLineEndings("\n") ?? "" }, cancellationToken);
        flash.Say("Answered", "The question is public with your answer.", $"/sell/questions?all=true#question-{id}", "Put it into the FAQ");
        return TypedResults.LocalRedirect(LocalUrl.Back(request, "/sell/questions"));
    }

    private static async Task<RedirectHttpResult> RemoveAnswerAsync(Guid id, HttpRequest request, QuestionsClient questions, Flash flash, CancellationToken cancellationToken)
    {
        await questions.RemoveAnswerAsync(id, cancellationToken);
        flash.Say("Taken back", "The question waits for an answer again.");
        return TypedResults.LocalRedirect(LocalUrl.Back(request, "/sell/questions"));
    }

    private static async Task<RedirectHttpResult> PutIntoFaqAsync(Guid id, [FromForm] int? position, HttpRequest request, QuestionsClient questions, Flash flash, CancellationToken cancellationToken)
    {
        var question = await questions.PutIntoFaqAsync(id, new FaqRequest { Position = position }, cancellationToken);
        flash.Say("FAQ", $"It stands at place {question.FaqPosition} of {question.ProductTitle}.");
        return TypedResults.LocalRedirect(LocalUrl.Back(request, "/sell/questions", $"question-{id}"));
    }

    private static async Task<RedirectHttpResult> TakeOutOfFaqAsync(Guid id, HttpRequest request, QuestionsClient questions, Flash flash, CancellationToken cancellationToken)
    {
        await questions.TakeOutOfFaqAsync(id, cancellationToken);
        flash.Say("FAQ", "It stands among the other answered questions now.");
        return TypedResults.LocalRedirect(LocalUrl.Back(request, "/sell/questions", $"question-{id}"));
    }
}
