using Marketplace.Contracts.Reviews;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Reviews;

/// <summary>Small forms around reviews; each goes back to where it was sent from.</summary>
internal static class ReviewFormEndpoints
{
    public static void MapReviewForms(this IEndpointRouteBuilder routes)
    {
        var reviews = routes.MapGroup("/reviews/{id:guid}").RequireAuthorization();
        reviews.MapPost("/helpful", VoteAsync);
        reviews.MapPost("/helpful/undo", TakeVoteBackAsync);
        reviews.MapPost("/delete", DeleteAsync);
        var desk = routes.MapGroup("/sell/reviews/{id:guid}/response").RequireAuthorization();
        desk.MapPost("", RespondAsync);
        desk.MapPost("/remove", RemoveResponseAsync);
    }

    private static async Task<RedirectHttpResult> VoteAsync(Guid id, HttpRequest request, ReviewsClient reviews, CancellationToken cancellationToken)
    {
        await reviews.VoteAsync(id, cancellationToken);
        return TypedResults.LocalRedirect(LocalUrl.Back(request, "/", $"review-{id}"));
    }

    private static async Task<RedirectHttpResult> TakeVoteBackAsync(Guid id, HttpRequest request, ReviewsClient reviews, CancellationToken cancellationToken)
    {
        await reviews.TakeVoteBackAsync(id, cancellationToken);
        return TypedResults.LocalRedirect(LocalUrl.Back(request, "/", $"review-{id}"));
    }

    private static async Task<RedirectHttpResult> DeleteAsync(Guid id, [FromForm] string? back, ReviewsClient reviews, Flash flash, CancellationToken cancellationToken)
    {
        await reviews.DeleteAsync(id, cancellationToken);
        flash.Say("Deleted", "Your review is gone. You can write another one.");
        return TypedResults.LocalRedirect(LocalUrl.OrHome(back));
    }

    private static async Task<RedirectHttpResult> RespondAsync(Guid id, [FromForm] string? text, HttpRequest request, ReviewsClient reviews, Flash flash, CancellationToken cancellationToken)
    {
        await reviews.RespondAsync(id, new ReviewResponseRequest { Body = text?.ReplaceLineEndings("\n") ?? "" }, cancellationToken);
        flash.Say("Answered", "Your answer stands below the review, and its author is told.");
        return TypedResults.LocalRedirect(LocalUrl.Back(request, "/sell/reviews"));
    }

    private static async Task<RedirectHttpResult> RemoveResponseAsync(Guid id, HttpRequest request, ReviewsClient reviews, Flash flash, CancellationToken cancellationToken)
    {
        await reviews.RemoveResponseAsync(id, cancellationToken);
        flash.Say("Taken back", "The review stands without your answer.");
        return TypedResults.LocalRedirect(LocalUrl.Back(request, "/sell/reviews"));
    }
}
