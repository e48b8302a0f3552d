using System.Security.Claims;
using Marketplace.Api.Accounts;
using Marketplace.Api.Hosting;
using Marketplace.Api.Plans;
using Marketplace.Contracts.Accounts;
using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Api.Selling;

internal static class SellerBannerEndpoints
{
    public static void MapSellerBanner(this IEndpointRouteBuilder app)
    {
        var banner = app.MapGroup(AccountRoutes.Banner).WithTags("Me").ProducesProblem(400).ProducesProblem(401).ProducesProblem(404);
        banner.MapPut("", SetAsync).RequireFeature(PlanFeature.CustomProfile).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(UploadedImage.LargestRequest)).WithSummary("Put a picture on top of the own public page (multipart, field file)");
        banner.MapDelete("", RemoveAsync).WithSummary("Take the picture away");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAsync(IFormFile file, ClaimsPrincipal caller, SetSellerBanner set, CancellationToken cancellationToken)
    {
        var upload = await UploadedImage.ReadAsync(file, cancellationToken);
        var done = upload.IsOk ? await set.ExecuteAsync(caller.UserId(), upload.Value, cancellationToken) : upload.Error;
        return done.IsOk ? TypedResults.NoContent() : done.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(ClaimsPrincipal caller, SetSellerBanner set, CancellationToken cancellationToken)
    {
        var done = await set.ExecuteAsync(caller.UserId(), null, cancellationToken);
        return done.IsOk ? TypedResults.NoContent() : done.Error.ToProblem();
    }
}
