using Marketplace.Contracts.Disputes;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Disputes;

internal static class FraudWarningEndpoints
{
    public static void MapFraudWarningForms(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/admin/fraud-warnings/{id:guid}/dismiss", DismissAsync).RequireAuthorization();

    private static async Task<RedirectHttpResult> DismissAsync(Guid id, [FromForm] string? order, DisputesClient disputes, Flash flash, CancellationToken cancellationToken)
    {
        await disputes.DismissFraudWarningAsync(id, cancellationToken);
        flash.Say("Dismissed", $"The money of {(order is null ? "the order" : $"order {order}")} goes on as usual.");
        return TypedResults.LocalRedirect("/admin/disputes");
    }
}
