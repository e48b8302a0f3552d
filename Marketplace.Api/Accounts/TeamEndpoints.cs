using System.Security.Claims;
using Marketplace.Api.Hosting;
using Marketplace.Api.Plans;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Marketplace.Api.Accounts;

internal static class TeamEndpoints
{
    public static void MapTeams(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(TeamRoutes.Team).WithTags("Team").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("", GetTeamAsync).WithSummary("The team the caller is in or owns; 404 for who has none");
        group.MapPut("", RenameAsync).WithSummary("Name the own team");
        group.MapPost("/invitations", InviteAsync).Gated(PlanFeature.Seats).ProducesProblem(429).WithSummary("Invite somebody by mail, or send the mail again; open invitations take seats");
        group.MapDelete("/members/{seatId:guid}", RemoveAsync).WithSummary("Take an invitation back, or remove a member");
        group.MapPost("/leave", LeaveAsync).WithSummary("Leave the team");

        var invitations = app.MapGroup(TeamRoutes.Invitation).WithTags("Team").ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(410);
        invitations.MapGet("/{token}", GetInvitationAsync).AllowAnonymous().WithMetadata(new CountedReads()).WithSummary("What an invitation's link opens");
        invitations.MapPost("/{token}", AcceptAsync).ProducesProblem(401).WithSummary("Join; only with the address that was invited, confirmed");
    }

    private static async Task<Results<Ok<TeamView>, ProblemHttpResult>> GetTeamAsync(ClaimsPrincipal caller, OpenTeam open, TeamReader teams, CancellationToken cancellationToken)
    {
        await open.ExecuteAsync(caller.UserId(), cancellationToken);
        return await teams.FindAsync(caller.UserId(), cancellationToken) is { } team ? TypedResults.Ok(team) : Error.NotFound("team").ToProblem();
    }

    private static async Task<Results<Ok<TeamView>, ProblemHttpResult>> RenameAsync(
        TeamNameRequest request, ClaimsPrincipal caller, NameTeam rename, TeamReader teams, CancellationToken cancellationToken)
    {
        var named = await rename.ExecuteAsync(caller.UserId(), request.Name, cancellationToken);
        return named.IsOk ? TypedResults.Ok((await teams.FindAsync(caller.UserId(), cancellationToken))!) : named.Error.ToProblem();
    }

    private static async Task<Results<Ok<TeamView>, ProblemHttpResult>> InviteAsync(
        InvitationRequest request, ClaimsPrincipal caller, InviteMember invite, TeamReader teams, CancellationToken cancellationToken)
    {
        var invited = await invite.ExecuteAsync(caller.UserId(), request.Email, cancellationToken);
        return invited.IsOk ? TypedResults.Ok((await teams.FindAsync(caller.UserId(), cancellationToken))!) : invited.Error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid seatId, ClaimsPrincipal caller, RemoveSeat remove, CancellationToken cancellationToken) =>
        Answer(await remove.ExecuteAsync(caller.UserId(), seatId, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> LeaveAsync(ClaimsPrincipal caller, LeaveTeam leave, CancellationToken cancellationToken) =>
        Answer(await leave.ExecuteAsync(caller.UserId(), cancellationToken));

    private static async Task<Results<Ok<InvitationView>, ProblemHttpResult>> GetInvitationAsync(string token, ClaimsPrincipal caller, TeamReader teams, CancellationToken cancellationToken) =>
        await teams.FindInvitationAsync(token, caller.FindUserId() is not null, cancellationToken) is { } found ? TypedResults.Ok(found) : Error.NotFound("invitation").ToProblem();

    private static async Task<Results<Ok<TeamView>, ProblemHttpResult>> AcceptAsync(
        string token, ClaimsPrincipal caller, AcceptInvitation accept, TeamReader teams, CancellationToken cancellationToken)
    {
        var email = caller.FindFirstValue("email") ?? "";
        var isConfirmed = bool.TryParse(caller.FindFirstValue("email_verified"), out var verified) && verified;
        var accepted = await accept.ExecuteAsync(new(caller.UserId(), email, email, IsAdmin: false, isConfirmed), token, cancellationToken);
        return accepted.IsOk ? TypedResults.Ok((await teams.FindAsync(caller.UserId(), cancellationToken))!) : accepted.Error.ToProblem();
    }

    private static Results<NoContent, ProblemHttpResult> Answer(Result<Done> result) => result.IsOk ? TypedResults.NoContent() : result.Error.ToProblem();
}
