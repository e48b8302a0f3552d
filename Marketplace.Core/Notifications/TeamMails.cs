using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Core.Outbox;
using Marketplace.Core.Payments;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Core.Notifications;

/// <summary>The invitation with its link, and who came and went.</summary>
public sealed class TeamMails(MarketplaceDb db, Notifier notifier, EnsureGuest guests, CheckoutUrls urls) : IOutboxHandler<TeamInvited>, IOutboxHandler<TeamJoined>, IOutboxHandler<TeamLeft>
{
    // What the database keeps of a time is a little shorter than what a message does.
    private static readonly TimeSpan SameTime = TimeSpan.FromMilliseconds(1);

    public async Task HandleAsync(TeamInvited message, CancellationToken cancellationToken)
    {
        var key = $"team-invitation:{message.SeatId}:{message.At.ToUnixTimeMilliseconds()}";
        var ownerIds = await db.Teams.Where(team => db.TeamSeats.Any(seat => seat.Id == message.SeatId && seat.TeamId == team.Id)).Select(team => team.OwnerId).ToListAsync(cancellationToken);
        if (ownerIds.Count > 0)
        {
            await db.InTransactionAsync(() => InviteAsync(message, ownerIds[0], key, cancellationToken), cancellationToken);
        }
    }

    public async Task HandleAsync(TeamJoined message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.TeamId, message.UserId, cancellationToken) is { } found)
        {
            var body = new MailBody().Paragraph($"{found.Member} has joined {found.Team} and uses your plan from now on.").Link("Your team", urls.Team);
            await TellAsync(found.OwnerId, $"team-joined:{message.TeamId}:{message.UserId}:{MailDate.Stamp(message.At)}", $"{found.Member} has joined {found.Team}", body, cancellationToken);
        }
    }

    public async Task HandleAsync(TeamLeft message, CancellationToken cancellationToken)
    {
        if (await FindAsync(message.TeamId, message.UserId, cancellationToken) is not { } found)
        {
            return;
        }

        var key = $"team-left:{message.TeamId}:{message.UserId}:{MailDate.Stamp(message.At)}";
        if (message.IsRemoved)
        {
            var body = new MailBody()
                .Paragraph($"{found.Owner} has taken your seat in {found.Team} back. You have what your own plan has.")
                .Paragraph("What you wrote for the team stays there; you still see it among your entries.")
                .Link("Your plan", urls.Subscription);
            await TellAsync(message.UserId, key, $"You are no longer in {found.Team}", body, cancellationToken);
        }
        else
        {
            var body = new MailBody().Paragraph($"{found.Member} has left {found.Team}. The seat is free.").Link("Your team", urls.Team);
            await TellAsync(found.OwnerId, key, $"{found.Member} has left {found.Team}", body, cancellationToken);
        }
    }

    /// <summary>
    /// The token is made for the letter it stands in; only its hash is kept. Letter and hash are written together, so a message that is handled twice
    /// does not close the link that has gone out. It goes to the address as to a guest's: whether it has an account is not looked at.
    /// </summary>
    private async Task<Done> InviteAsync(TeamInvited message, Guid ownerId, string key, CancellationToken cancellationToken)
    {
        await db.LockPeopleAsync([ownerId], cancellationToken);
        var seat = await db.TeamSeats.AsTracking().SingleOrDefaultAsync(seat => seat.Id == message.SeatId && seat.UserId == null, cancellationToken);
        if (seat is null || seat.InvitedAt > message.At + SameTime || await db.Mails.AnyAsync(mail => mail.Key == key, cancellationToken))
        {
            return default;
        }

        var token = TeamPolicy.NewToken();
        seat.TokenHash = TeamPolicy.HashOf(token);
        await db.SaveChangesAsync(cancellationToken);
        var team = await db.Teams.Where(team => team.Id == seat.TeamId).Select(team => team.Name).SingleAsync(cancellationToken);
        var owner = await db.Users.Where(user => user.Id == ownerId).Select(user => user.DisplayName).SingleAsync(cancellationToken);
        var link = urls.JoinTeam(token);
        var body = new MailBody()
            .Paragraph($"{owner} invites you to {team} on the marketplace. As a member you use the team’s plan, and what it knows.")
            .Link("See the invitation", link)
            .Paragraph($"It is open until {MailDate.Of(seat.InvitedAt + TeamPolicy.InvitationLifetime)}, once, and for this address alone: sign in or join with {seat.Email}. If you do not know {owner}, do nothing.");
        var guestId = await guests.ExecuteAsync(seat.Email, cancellationToken);
        await notifier.TellAsync(new(NotificationKind.Subscription, guestId, key, $"{owner} invites you to {team}", body, link, seat.Email), cancellationToken);
        return default;
    }

    private async Task<Found?> FindAsync(Guid teamId, Guid memberId, CancellationToken cancellationToken) => await (
        from team in db.Teams
        join owner in db.Users on team.OwnerId equals owner.Id
        from member in db.Users.Where(user => user.Id == memberId)
        where team.Id == teamId
        select new Found(team.Name, owner.Id, owner.DisplayName, member.DisplayName)).SingleOrDefaultAsync(cancellationToken);

    private Task TellAsync(Guid userId, string key, string title, MailBody body, CancellationToken cancellationToken) =>
        notifier.TellAsync(new(NotificationKind.Subscription, userId, key, title, body, urls.Team), cancellationToken);

    private sealed record Found(string Team, Guid OwnerId, string Owner, string Member);
}
