using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Reviews;
using Marketplace.Core.Data;
using Marketplace.Core.Reviews;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Reviews;

/// <summary>What its author, the seller and others do with a review.</summary>
internal static class ReviewActionEndpoints
{
    public static void MapReviewActions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(ReviewRoutes.Reviews + "/{id:guid}").WithTags("Reviews").ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapPut("", EditAsync).WithSummary("Change the own review");
        group.MapDelete("", DeleteAsync).WithSummary("Delete the own review");
        group.MapPut("/response", RespondAsync).WithSummary("Answer a review of the own product, or edit the answer");
        group.MapDelete("/response", RemoveResponseAsync).WithSummary("Take the answer back");
        group.MapPut("/helpful", VoteAsync).WithSummary("Find a review helpful; asking twice is asking once");
        group.MapDelete("/helpful", TakeVoteBackAsync).WithSummary("No longer find it helpful");
    }

    public static void MapSellerReviews(this IEndpointRouteBuilder app) =>
        app.MapGet(ReviewRoutes.SellerReviews, ListOfSellerAsync).WithTags("Seller").ProducesProblem(400).WithSummary("Reviews of the own products, newest first");

    private static async Task<Results<Ok<OwnReviewView>, ProblemHttpResult>> EditAsync(
        Guid id, ReviewRequest request, ClaimsPrincipal caller, EditReview edit, ReviewReader reviews, CancellationToken cancellationToken)
    {
        var edited = await edit.ExecuteAsync(caller.UserId(), id, new(request.Rating, request.Title, request.Body), cancellationToken);
        return edited.IsOk ? TypedResults.Ok(await reviews.GetOwnAsync(id, cancellationToken)) : edited.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, ClaimsPrincipal caller, DeleteReview delete, CancellationToken cancellationToken)
    {
        var deleted = await delete.ExecuteAsync(caller.UserId(), id, cancellationToken);
        return deleted.IsOk ? TypedResults.NoContent() : deleted.Error.ToProblem();
    }

    private static async Task<Results<Ok<ReviewResponseView>, ProblemHttpResult>> RespondAsync(
        Guid id, ReviewResponseRequest request, ClaimsPrincipal caller, RespondToReview respond, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var responded = await respond.ExecuteAsync(caller.UserId(), id, request.Body, null, cancellationToken);
        return responded.IsOk
            ? TypedResults.Ok(ReviewReader.ToResponse(await db.Reviews.AsNoTracking().SingleAsync(review => review.Id == id, cancellationToken)))
            : responded.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveResponseAsync(Guid id, ClaimsPrincipal caller, RemoveResponse remove, CancellationToken cancellationToken)
    {
        var removed = await remove.ExecuteAsync(caller.UserId(), id, cancellationToken);
        return removed.IsOk ? TypedResults.NoContent() : removed.Error.ToProblem();
    }

    private static async Task<Results<Ok<HelpfulView>, ProblemHttpResult>> VoteAsync(Guid id, ClaimsPrincipal caller, VoteHelpful vote, CancellationToken cancellationToken)
    {
        var helpful = await vote.ExecuteAsync(caller.UserId(), id, isHelpful: true, cancellationToken);
        return helpful.IsOk ? TypedResults.Ok(new HelpfulView(helpful.Value, Mine: true)) : helpful.Error.ToProblem();
    }

    private static async Task<Results<Ok<HelpfulView>, ProblemHttpResult>> TakeVoteBackAsync(Guid id, ClaimsPrincipal caller, VoteHelpful vote, CancellationToken cancellationToken)
    {
        var helpful = await vote.ExecuteAsync(caller.UserId(), id, isHelpful: false, cancellationToken);
        return helpful.IsOk ? TypedResults.Ok(new HelpfulView(helpful.Value, Mine: false)) : helpful.Error.ToProblem();
    }

    private static async Task<Results<Ok<PageView<SellerReviewView>>, ProblemHttpResult>> ListOfSellerAsync(
        bool? unanswered, string? cursor, int? limit, ClaimsPrincipal caller, ReviewReader reviews, CancellationToken cancellationToken)
    {
        var page = Paging.Parse(cursor, limit);
        return page.IsOk
            ? TypedResults.Ok(await reviews.ListOfSellerAsync(caller.UserId(), unanswered == true, page.Value, cancellationToken))
            : page.Error.ToProblem();
    }
}
