using Marketplace.Core.Kernel;

namespace Marketplace.Core.Accounts;

public static class TeamErrors
{
    public static Error NoSeats { get; } = PlanErrors.Required(PlanFeature.Seats, "A team", atLeast: 2);

    public static Error OwnAddress { get; } = new(ErrorKind.Conflict, "teams.own_address", "This is your own address: you have a seat already.", "email");

    public static Error AlreadyMember { get; } = new(ErrorKind.Conflict, "teams.already_member", "This person is in your team already.", "email");

    public static Error InAnotherTeam { get; } = new(ErrorKind.Conflict, "teams.in_another_team", "You are in a team. Leave it first: a person is in one team at a time.");

    public static Error OwnsATeam { get; } = new(ErrorKind.Conflict, "teams.owns_a_team", "You have a team of your own. Take its seats and invitations back first: a person is in one team at a time.");

    public static Error OwnTeam { get; } = new(ErrorKind.Conflict, "teams.own_team", "This is your own team.");

    public static Error InvitationUsed { get; } = new(ErrorKind.Conflict, "teams.invitation_used", "This invitation was used already.");

    public static Error InvitationExpired { get; } = new(ErrorKind.Gone, "teams.invitation_expired", "This invitation has expired. Ask for a new one.");

    public static Error NoFreeSeat { get; } = new(ErrorKind.Conflict, "teams.no_free_seat", "The team has no free seat at present. Ask its owner; your invitation stays open.");

    public static Error AddressNotConfirmed { get; } = new(
        ErrorKind.Forbidden, "teams.address_not_confirmed", "Confirm your e-mail address first, and sign in again. A personal access token cannot accept an invitation.");

    public static Error OtherAddress(string invited) => new(
        ErrorKind.Forbidden, "teams.other_address", $"This invitation went to {invited}. Sign in with that address, or ask the team's owner to invite yours.");

    public static Error AlreadyInvited(TimeSpan wait) => new(
        ErrorKind.Conflict, "teams.already_invited", "This address has just been invited. A new mail can be sent in some minutes.", "email", wait);

    public static Error AllSeatsTaken(int seats) => PlanErrors.Required(PlanFeature.Seats, $"A team of more than {seats} people", seats + 1);

    public static Error TooManyInvitations(TimeSpan wait) => new(
        ErrorKind.TooMany, "teams.too_many_invitations", $"Your team has sent {TeamPolicy.MaxInvitationsPerDay} invitations within a day. Send the next one later.", RetryAfter: wait);
}
