using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Orders;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Orders;

/// <summary>The token of a bought line's update feed, for its buyer; without an account by the order's link.</summary>
internal static class UpdateTokenEndpoints
{
    public static void MapUpdateTokens(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup($"{OrderRoutes.Orders}/{{orderId:guid}}/lines/{{lineId:guid}}/updates").WithTags("Orders").ProducesProblem(403).ProducesProblem(404);
        own.MapPut("", ReplaceAsync).WithSummary("A token for the line's update feed and downloads, in place of the one before");
        own.MapDelete("", RevokeAsync).WithSummary("End the token");

        var guest = app.MapGroup($"{OrderRoutes.GuestOrders}/{{token}}/lines/{{lineId:guid}}/updates").WithTags("Orders").AllowAnonymous().ProducesProblem(403).ProducesProblem(404).ProducesProblem(429);
        guest.MapPut("", ReplaceByLinkAsync).WithSummary("The same of an order without an account, by its link's token");
        guest.MapDelete("", RevokeByLinkAsync).WithSummary("End the token");
    }

    private static async Task<Results<Ok<UpdateTokenView>, ProblemHttpResult>> ReplaceAsync(
        Guid orderId, Guid lineId, ClaimsPrincipal caller, HttpContext http, SaveUpdateToken save, CheckoutUrls urls, CancellationToken cancellationToken) =>
        Answer(await save.ReplaceAsync(caller.UserId(), orderId, lineId, cancellationToken), http, urls);

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        Guid orderId, Guid lineId, ClaimsPrincipal caller, SaveUpdateToken save, CancellationToken cancellationToken) =>
        Answer(await save.RevokeAsync(caller.UserId(), orderId, lineId, cancellationToken));

    private static async Task<Results<Ok<UpdateTokenView>, ProblemHttpResult>> ReplaceByLinkAsync(
        string token, Guid lineId, HttpContext http, MarketplaceDb db, SaveUpdateToken save, CheckoutUrls urls, CancellationToken cancellationToken) =>
        await OwnedProductEndpoints.BuyerOfAsync(token, db, cancellationToken) is { } buyer
            ? Answer(await save.ReplaceAsync(buyer.Id, buyer.OrderId, lineId, cancellationToken), http, urls)
            : Error.NotFound("order").ToProblem();

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeByLinkAsync(string token, Guid lineId, MarketplaceDb db, SaveUpdateToken save, CancellationToken cancellationToken) =>
        await OwnedProductEndpoints.BuyerOfAsync(token, db, cancellationToken) is { } buyer
            ? Answer(await save.RevokeAsync(buyer.Id, buyer.OrderId, lineId, cancellationToken))
            : Error.NotFound("order").ToProblem();

    private static Results<Ok<UpdateTokenView>, ProblemHttpResult> Answer(Result<string> made, HttpContext http, CheckoutUrls urls)
    {
        http.Response.Headers.CacheControl = "no-store";
        return made.IsOk
            ? TypedResults.Ok(new UpdateTokenView(made.Value, urls.Feed(made.Value, ".atom").AbsoluteUri, urls.Feed(made.Value, ".json").AbsoluteUri))
            : made.Error.ToProblem();
    }

    private static Results<NoContent, ProblemHttpResult> Answer(Result<Done> done) => done.IsOk ? TypedResults.NoContent() : done.Error.ToProblem();
}
