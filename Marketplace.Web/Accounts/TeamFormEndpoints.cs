using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Marketplace.Web.Accounts;

/// <summary>Small forms of the team's page and of an invitation.</summary>
internal static class TeamFormEndpoints
{
    public static void MapTeamForms(this IEndpointRouteBuilder routes)
    {
        var team = routes.MapGroup("/account/team").RequireAuthorization();
        team.MapPost("/name", RenameAsync);
        team.MapPost("/invite", InviteAsync);
        team.MapPost("/seats/{seatId:guid}/remove", RemoveAsync);
        team.MapPost("/leave", LeaveAsync);
        routes.MapPost("/team/join", JoinAsync).RequireAuthorization();
    }

    private static async Task<RedirectHttpResult> RenameAsync([FromForm] string? name, TeamClient teams, Flash flash, CancellationToken cancellationToken)
    {
        var team = await teams.RenameAsync(new() { Name = name ?? "" }, cancellationToken);
        flash.Say("Saved", $"Your team is called {team.Name}.");
        return TypedResults.LocalRedirect("/account/team");
    }

    private static async Task<RedirectHttpResult> InviteAsync([FromForm] string? email, TeamClient teams, Flash flash, CancellationToken cancellationToken)
    {
        var address = email?.Trim() ?? "";
        await teams.InviteAsync(new() { Email = address }, cancellationToken);
        flash.Say("Invited", $"A mail with a link goes to {address}. It is open for 14 days.");
        return TypedResults.LocalRedirect("/account/team");
    }

    private static async Task<RedirectHttpResult> RemoveAsync(Guid seatId, TeamClient teams, Flash flash, CancellationToken cancellationToken)
    {
        await teams.RemoveAsync(seatId, cancellationToken);
        flash.Say("Taken back", "The seat is free.");
        return TypedResults.LocalRedirect("/account/team");
    }

    private static async Task<RedirectHttpResult> LeaveAsync(TeamClient teams, Flash flash, CancellationToken cancellationToken)
    {
        await teams.LeaveAsync(cancellationToken);
        flash.Say("You have left the team", "You have what your own plan has.");
        return TypedResults.LocalRedirect("/account/team");
    }

    private static async Task<RedirectHttpResult> JoinAsync([FromForm] string? token, TeamClient teams, Flash flash, CancellationToken cancellationToken)
    {
        var team = await teams.AcceptAsync(token ?? "", cancellationToken);
        flash.Say($"Welcome to {team.Name}", "You use the team’s plan from now on.");
        return TypedResults.LocalRedirect("/account/team");
    }
}
