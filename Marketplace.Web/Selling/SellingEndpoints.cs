using System.Globalization;
using Marketplace.Contracts.Accounts;
using Marketplace.Contracts.Http;
using Marketplace.Contracts.Selling;
using Marketplace.Web.Design;
using Marketplace.Web.Hosting;
using Marketplace.Web.Payments;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Selling;

internal static class SellingEndpoints
{
    public static void MapSellingForms(this IEndpointRouteBuilder routes)
    {
        var sell = routes.MapGroup("/sell").RequireAuthorization();
        sell.MapPost("/start", BecomeSellerAsync);
        sell.MapGet("/fees", PreviewFeesAsync);
        sell.MapPost("/products/{id:guid}/submit", SubmitAsync);
        sell.MapPost("/products/{id:guid}/delete", DeleteAsync);
        sell.MapPost("/products/{id:guid}/images", AddImageAsync);
        sell.MapPost("/products/{id:guid}/images/{imageId:guid}/remove", RemoveImageAsync);
    }

    public static string ProductPath(Guid id) => $"/sell/products/{id}";

    private static async Task<IResult> BecomeSellerAsync([FromForm] string? acceptTerms, HttpContext context, AccountsClient accounts, CancellationToken cancellationToken)
    {
        var onboarding = await accounts.BecomeSellerAsync(new BecomeSellerRequest { AcceptTerms = acceptTerms is "true" or "on" }, cancellationToken);
        return Leave.To(onboarding.OnboardingUrl, "Stripe to set up your payout account", context.Request);
    }

    /// <summary>The price preview while typing; the text is read by the same exact rule as the form.</summary>
    private static async Task<IResult> PreviewFeesAsync(string? price, SellingClient selling, CancellationToken cancellationToken)
    {
        if (!PriceText.TryParse(price, out var parsed, out var error))
        {
            return TypedResults.Ok(new { text = error });
        }

        if (parsed is null)
        {
            return TypedResults.Ok(new { text = "" });
        }

        try
        {
            return TypedResults.Ok(new { text = FeeText(await selling.PreviewFeesAsync(parsed.Amount, cancellationToken)) });
        }
        catch (ApiProblemException problem) when (problem.Status == StatusCodes.Status400BadRequest)
        {
            return TypedResults.Ok(new { text = problem.Detail ?? PriceText.Hint });
        }
    }

    public static string FeeText(FeePreviewView fees) => fees.Price.Amount == 0 ? "Free: nobody pays anything, and there are no fees." : string.Format(
        CultureInfo.InvariantCulture,
        "You get {0} of {1}: platform fee {2}, card processing {3}.",
        MoneyText.Format(fees.SellerAmount), MoneyText.Format(fees.Price), MoneyText.Format(fees.PlatformFee), MoneyText.Format(fees.ProcessingFee));

    private static async Task<RedirectHttpResult> SubmitAsync(Guid id, [FromForm] string? title, SellingClient selling, Flash flash, CancellationToken cancellationToken)
    {
        await selling.SubmitProductAsync(id, cancellationToken);
        flash.Say("Submitted for approval", $"{title ?? "Your listing"} is in the queue. You get a mail when it is decided.");
        return TypedResults.LocalRedirect(ProductPath(id));
    }

    private static async Task<RedirectHttpResult> DeleteAsync(Guid id, [FromForm] string? title, [FromForm] string? confirm, SellingClient selling, Flash flash, CancellationToken cancellationToken)
    {
        if (confirm is not ("true" or "on"))
        {
            throw new ApiProblemException(400, "validation_failed", "Not deleted", "Tick the box to say that you mean it.", new Dictionary<string, string[]>());
        }

        await selling.DeleteProductAsync(id, cancellationToken);
        flash.Say("Deleted", $"{title ?? "The listing"} is no longer for sale. People who bought it keep their downloads.");
        return TypedResults.LocalRedirect("/sell/products");
    }

    private static async Task<RedirectHttpResult> AddImageAsync(Guid id, [FromForm] IFormFile? image, SellingClient selling, Flash flash, CancellationToken cancellationToken)
    {
        if (image is null || image.Length == 0)
        {
            throw new ApiProblemException(400, "validation_failed", "No image chosen", "Choose a PNG, JPEG, WebP or GIF file first.", new Dictionary<string, string[]>());
        }

        await using var content = image.OpenReadStream();
        await selling.AddImageAsync(id, content, image.FileName, cancellationToken);
        flash.Say("Image added");
        return TypedResults.LocalRedirect(ProductPath(id) + "#images");
    }

    private static async Task<RedirectHttpResult> RemoveImageAsync(Guid id, Guid imageId, [FromForm] string? alt, SellingClient selling, Flash flash, CancellationToken cancellationToken)
    {
        await selling.RemoveImageAsync(id, imageId, cancellationToken);
        flash.Say("Image removed", alt);
        return TypedResults.LocalRedirect(ProductPath(id) + "#images");
    }
}
