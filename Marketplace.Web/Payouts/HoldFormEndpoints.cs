using Marketplace.Contracts.Payouts;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Payouts;

internal static class HoldFormEndpoints
{
    public static void MapHoldForms(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sell/holds/{id:guid}/appeal", AppealAsync).RequireAuthorization();
        routes.MapPost("/admin/holds/{id:guid}/lift", LiftAsync).RequireAuthorization();
    }

    private static async Task<RedirectHttpResult> AppealAsync(Guid id, [FromForm] string? text, HoldsClient holds, Flash flash, CancellationToken cancellationToken)
    {
        await holds.AppealAsync(id, new AppealHoldRequest { Text = text?.Trim() ?? "" }, cancellationToken);
        flash.Say("Appeal sent", "The marketplace reads it and answers by mail.");
        return TypedResults.LocalRedirect("/sell/payouts");
    }

    private static async Task<RedirectHttpResult> LiftAsync(Guid id, [FromForm] string? reason, [FromForm] string? seller, HoldsClient holds, Flash flash, CancellationToken cancellationToken)
    {
        await holds.LiftAsync(id, new LiftHoldRequest { Reason = reason?.Trim() ?? "" }, cancellationToken);
        flash.Say("Lifted", $"{seller ?? "The seller"} is paid again with the next weekly run.");
        return TypedResults.LocalRedirect("/admin/holds");
    }
}
