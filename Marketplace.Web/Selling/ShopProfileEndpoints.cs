using Marketplace.Contracts.Accounts;
using Marketplace.Contracts.Catalog;
using Marketplace.Contracts.Http;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Selling;

internal static class ShopProfileEndpoints
{
    public static void MapShopProfileForms(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sell/profile/banner", SetBannerAsync).RequireAuthorization();
        routes.MapPost("/sell/profile/banner/remove", RemoveBannerAsync).RequireAuthorization();
        routes.MapPost("/sell/profile/look", SetLookAsync).RequireAuthorization();
        routes.MapPost("/sellers/{handle}/follow", FollowAsync).RequireAuthorization();
    }

    private static async Task<RedirectHttpResult> SetBannerAsync([FromForm] IFormFile? banner, AccountsClient accounts, Flash flash, CancellationToken cancellationToken)
    {
        if (banner is null || banner.Length == 0)
        {
            throw new ApiProblemException(400, "validation_failed", "No picture chosen", "Choose a PNG, JPEG or WebP file first.", new Dictionary<string, string[]>());
        }

        await using var content = banner.OpenReadStream();
        await accounts.SetBannerAsync(content, banner.FileName, cancellationToken);
        flash.Say("Banner saved");
        return TypedResults.LocalRedirect("/sell/profile");
    }

    private static async Task<RedirectHttpResult> RemoveBannerAsync([FromForm] string? confirm, AccountsClient accounts, Flash flash, CancellationToken cancellationToken)
    {
        await accounts.RemoveBannerAsync(cancellationToken);
        flash.Say("Banner removed");
        return TypedResults.LocalRedirect("/sell/profile");
    }

    private static async Task<RedirectHttpResult> SetLookAsync(
        [FromForm] string? accent, [FromForm] string? first, [FromForm] string? second, [FromForm] string? third, AccountsClient accounts, Flash flash, CancellationToken cancellationToken)
    {
        List<Guid> pinned = [.. new[] { first, second, third }.Select(pin => Guid.TryParse(pin, out var id) ? id : (Guid?)null).OfType<Guid>()];
        await accounts.SetLookAsync(new() { Accent = accent, PinnedIds = pinned }, cancellationToken);
        flash.Say("Your page is saved");
        return TypedResults.LocalRedirect("/sell/profile");
    }

    private static async Task<RedirectHttpResult> FollowAsync(string handle, [FromForm] bool follow, CatalogClient catalog, Flash flash, CancellationToken cancellationToken)
    {
        await (follow ? catalog.FollowAsync(handle, cancellationToken) : catalog.UnfollowAsync(handle, cancellationToken));
        flash.Say(follow ? $"You follow @{handle}" : $"You no longer follow @{handle}", follow ? "A mail comes with each new product. You can stop those under Mails." : null);
        return TypedResults.LocalRedirect($"/sellers/{Uri.EscapeDataString(handle)}");
    }
}
