using Marketplace.Contracts.Selling;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Selling;

internal static class DiscountEndpoints
{
    public static void MapDiscountForms(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/sell/discounts/{id:guid}/end", EndAsync).RequireAuthorization();

    private static async Task<RedirectHttpResult> EndAsync(Guid id, [FromForm] string? code, DiscountsClient discounts, Flash flash, CancellationToken cancellationToken)
    {
        await discounts.DeactivateAsync(id, cancellationToken);
        flash.Say($"{code ?? "The code"} has ended", "Orders that were made with it keep it.");
        return TypedResults.LocalRedirect("/sell/discounts");
    }
}
