using Marketplace.Contracts.Moderation;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Moderation;

internal static class ReportDeskEndpoints
{
    private const string Desk = "/admin/reports";

    public static void MapReportDesk(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup($"{Desk}/{{id:guid}}").RequireAuthorization();
        desk.MapPost("/hide", HideAsync);
        desk.MapPost("/dismiss", DismissAsync);
        desk.MapPost("/restore", RestoreAsync);
    }

    private static async Task<RedirectHttpResult> HideAsync(Guid id, [FromForm] string? reason, ModerationClient moderation, Flash flash, CancellationToken cancellationToken)
    {
        await moderation.HideAsync(id, new HideRequest { Reason = reason ?? "" }, cancellationToken);
        flash.Say("Hidden", "Its author gets your reason.", $"{Desk}?decided=true", "See what was decided");
        return TypedResults.LocalRedirect(Desk);
    }

    private static async Task<RedirectHttpResult> DismissAsync(Guid id, ModerationClient moderation, Flash flash, CancellationToken cancellationToken)
    {
        await moderation.DismissAsync(id, cancellationToken);
        flash.Say("Dismissed", "The text stands.");
        return TypedResults.LocalRedirect(Desk);
    }

    private static async Task<RedirectHttpResult> RestoreAsync(Guid id, ModerationClient moderation, Flash flash, CancellationToken cancellationToken)
    {
        await moderation.RestoreAsync(id, cancellationToken);
        flash.Say("Public again", "Its author is told.");
        return TypedResults.LocalRedirect($"{Desk}?decided=true");
    }
}
