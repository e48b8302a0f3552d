using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Contracts.Orders;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Api.Orders;

/// <summary>A purchased product: versions, downloads, licence key and signed receipt. Buyers without an account come by their order's link.</summary>
internal static class OwnedProductEndpoints
{
    private const string Json = "application/json";

    public static void MapOwnedProducts(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup($"{OrderRoutes.Orders}/{{orderId:guid}}").WithTags("Orders").ProducesProblem(404).ProducesProblem(409);
        own.MapGet("/lines/{lineId:guid}", GetAsync).WithSummary("A bought product: its versions, downloads, activations and licence");
        own.MapGet("/lines/{lineId:guid}/receipt", ReceiptAsync).WithSummary("The signed receipt, a DSSE envelope").Produces(200, contentType: Json);
        own.MapDelete("/activations/{activationId:guid}", RemoveActivationAsync).WithSummary("Deactivate the licence key on a machine");

        var guest = app.MapGroup($"{OrderRoutes.GuestOrders}/{{token}}").WithTags("Orders").AllowAnonymous().WithMetadata(new CountedReads())
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(429);
        guest.MapGet("/lines/{lineId:guid}", GetByLinkAsync).WithSummary("The same of an order without an account, by its link's token");
        guest.MapGet("/lines/{lineId:guid}/receipt", ReceiptByLinkAsync).WithSummary("The signed receipt").Produces(200, contentType: Json);
        guest.MapDelete("/activations/{activationId:guid}", RemoveActivationByLinkAsync).WithSummary("Deactivate the licence key on a machine");

        var links = app.MapGroup($"{OrderRoutes.Downloads}/{{token}}").WithTags("Orders").AllowAnonymous().WithMetadata(new CountedReads())
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(429);
        links.MapMethods("", (string[])[HttpMethods.Get, HttpMethods.Head], FollowAsync).WithName(nameof(FollowAsync)).WithSummary("Follow a download link: leads to the store while the purchase stands").Produces(302);
        links.MapPost("", OpenAsync).WithSummary("The store's address behind a download link");
    }

    private static async Task<Results<Ok<OwnedProductView>, ProblemHttpResult>> GetAsync(
        Guid orderId, Guid lineId, ClaimsPrincipal caller, OwnedProductReader owned, CancellationToken cancellationToken) =>
        Answer(await owned.FindAsync(caller.UserId(), orderId, lineId, cancellationToken));

    private static async Task<Results<Ok<OwnedProductView>, ProblemHttpResult>> GetByLinkAsync(
        string token, Guid lineId, MarketplaceDb db, OwnedProductReader owned, CancellationToken cancellationToken) =>
        await BuyerOfAsync(token, db, cancellationToken) is { } buyer ? Answer(await owned.FindAsync(buyer.Id, buyer.OrderId, lineId, cancellationToken)) : NoOrder();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReceiptAsync(
        Guid orderId, Guid lineId, ClaimsPrincipal caller, OrderReader orders, IssueReceipt receipts, CancellationToken cancellationToken) =>
        await orders.IsOwnAsync(caller.UserId(), orderId, cancellationToken) ? await FileAsync(orderId, lineId, receipts, cancellationToken) : NoOrder();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReceiptByLinkAsync(
        string token, Guid lineId, MarketplaceDb db, IssueReceipt receipts, CancellationToken cancellationToken) =>
        await GuestLink.FindOrderAsync(db, token, cancellationToken) is { } orderId ? await FileAsync(orderId, lineId, receipts, cancellationToken) : NoOrder();

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FileAsync(Guid orderId, Guid lineId, IssueReceipt receipts, CancellationToken cancellationToken)
    {
        var receipt = await receipts.ExecuteAsync(orderId, lineId, cancellationToken);
        return receipt.IsOk ? TypedResults.File(receipt.Value, Json, $"receipt-{lineId:N}.json") : receipt.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveActivationAsync(
        Guid orderId, Guid activationId, ClaimsPrincipal caller, DeactivateLicense deactivate, CancellationToken cancellationToken) =>
        Answer(await deactivate.ExecuteAsync(caller.UserId(), orderId, activationId, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveActivationByLinkAsync(
        string token, Guid activationId, MarketplaceDb db, DeactivateLicense deactivate, CancellationToken cancellationToken) =>
        await BuyerOfAsync(token, db, cancellationToken) is { } buyer ? Answer(await deactivate.ExecuteAsync(buyer.Id, buyer.OrderId, activationId, cancellationToken)) : NoOrder();

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> FollowAsync(string token, HttpContext http, OpenDownload open, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        var url = await open.ExecuteAsync(token, cancellationToken);
        return url.IsOk ? TypedResults.Redirect(url.Value.AbsoluteUri) : url.Error.ToProblem();
    }

    private static async Task<Results<Ok<StoreLinkView>, ProblemHttpResult>> OpenAsync(string token, OpenDownload open, CancellationToken cancellationToken)
    {
        var url = await open.ExecuteAsync(token, cancellationToken);
        return url.IsOk ? TypedResults.Ok(new StoreLinkView(url.Value.AbsoluteUri)) : url.Error.ToProblem();
    }

    /// <summary>The link as this caller reaches this host.</summary>
    public static DownloadView ToView(DownloadLink link, HttpContext http, LinkGenerator links) => new(
        links.GetUriByName(http, nameof(FollowAsync), new { token = link.Token })!,
        link.ExpiresAt, link.Version.Sha256!, link.FileName, link.Version.Version, link.Version.SizeBytes!.Value);

    /// <summary>Null for a wrong token.</summary>
    public static async Task<LinkBuyer?> BuyerOfAsync(string token, MarketplaceDb db, CancellationToken cancellationToken)
    {
        var orderId = await GuestLink.FindOrderAsync(db, token, cancellationToken);
        return await db.Orders.Where(order => order.Id == orderId).Select(order => new LinkBuyer(order.BuyerId, order.Id)).SingleOrDefaultAsync(cancellationToken);
    }

    private static Results<Ok<OwnedProductView>, ProblemHttpResult> Answer(OwnedProductView? owned) => owned is null ? NoOrder() : TypedResults.Ok(owned);

    private static Results<NoContent, ProblemHttpResult> Answer(Result<Done> done) => done.IsOk ? TypedResults.NoContent() : done.Error.ToProblem();

    private static ProblemHttpResult NoOrder() => Error.NotFound("order").ToProblem();
}

/// <summary>The buyer behind an order's link.</summary>
internal sealed record LinkBuyer(Guid Id, Guid OrderId);
