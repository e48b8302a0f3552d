using System.ComponentModel.DataAnnotations;
using Marketplace.Contracts.Http;

namespace Marketplace.Contracts.Subscriptions;

/// <summary>The team somebody owns or is in.</summary>
/// <param name="IsOwner">The asker's plan is the one that is shared.</param>
/// <param name="IsResting">Its owner's plan has no seats at present: nothing is lost, members use what is their own.</param>
/// <param name="Seats">All, the owner's included.</param>
public sealed record TeamView(Guid Id, string Name, bool IsOwner, bool IsResting, string OwnerName, int Seats, IReadOnlyList<TeamSeatView> Members);

/// <param name="Id">Of the seat; null for the owner's own.</param>
/// <param name="Email">Shown to the owner; null to others.</param>
/// <param name="State"><c>owner</c>, <c>member</c>, <c>invited</c> or <c>expired</c> (the invitation).</param>
/// <param name="IsOverLimit">The plan has fewer seats now: this one rests.</param>
public sealed record TeamSeatView(Guid? Id, string? Name, string? Email, string State, DateTimeOffset Since, bool IsOverLimit);

public sealed record TeamNameRequest
{
    [Required, StringLength(80, MinimumLength = 1)]
    public string Name { get; set; } = "";
}

public sealed record InvitationRequest
{
    [Required, EmailAddress, StringLength(320)]
    public string Email { get; set; } = "";
}

/// <summary>What an invitation's link opens.</summary>
/// <param name="Email">Where it went: only a person with this address, confirmed, can accept it. Null for who is not signed in.</param>
/// <param name="Problem">Why it cannot be accepted; null while it can.</param>
public sealed record InvitationView(string TeamName, string OwnerName, string? Email, bool IsOpen, string? Problem);

public static class TeamRoutes
{
    public const string Team = "/api/team";
    public const string Invitations = "/api/team/invitations";
    public const string Members = "/api/team/members";
    public const string Leave = "/api/team/leave";

    /// <summary>By the token of the mail: GET shows it, POST accepts it.</summary>
    public const string Invitation = "/api/invitations";
}

public sealed class TeamClient(HttpClient http) : ApiClient(http)
{
    public Task<TeamView> GetAsync(CancellationToken cancellationToken) => GetAsync<TeamView>(TeamRoutes.Team, cancellationToken);

    public Task<TeamView> RenameAsync(TeamNameRequest request, CancellationToken cancellationToken) => PutAsync<TeamView>(TeamRoutes.Team, request, cancellationToken);

    /// <summary>For an address whose invitation waits: sends the mail again, some minutes later at the earliest.</summary>
    public Task<TeamView> InviteAsync(InvitationRequest request, CancellationToken cancellationToken) => PostAsync<TeamView>(TeamRoutes.Invitations, request, cancellationToken);

    public Task RemoveAsync(Guid seatId, CancellationToken cancellationToken) => DeleteAsync($"{TeamRoutes.Members}/{seatId}", cancellationToken);

    public Task LeaveAsync(CancellationToken cancellationToken) => PostAsync(TeamRoutes.Leave, null, cancellationToken);

    public Task<InvitationView> GetInvitationAsync(string token, CancellationToken cancellationToken) => GetAsync<InvitationView>(InvitationOf(token), cancellationToken);

    public Task<TeamView> AcceptAsync(string token, CancellationToken cancellationToken) => PostAsync<TeamView>(InvitationOf(token), null, cancellationToken);

    private static string InvitationOf(string token) => $"{TeamRoutes.Invitation}/{Uri.EscapeDataString(token)}";
}
