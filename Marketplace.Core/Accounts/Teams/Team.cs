namespace Marketplace.Core.Accounts;

/// <summary>
/// The people who use one person's plan together. It outlives the plan: without one its members keep nothing but what they wrote, and it comes back
/// with the next.
/// </summary>
public sealed class Team
{
    public required Guid Id { get; init; }

    /// <summary>Whose plan it is. A person owns one team at most.</summary>
    public required Guid OwnerId { get; init; }
    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when <see cref="Invited"/> counts; null before the first invitation.</summary>
    public DateTimeOffset? InvitingSince { get; private set; }

    /// <summary>Invitations sent within a day of <see cref="InvitingSince"/>.</summary>
    public int Invited { get; private set; }

    /// <summary>Counts an invitation.</summary>
    /// <returns>How long to wait when the day's are used up; null when it may be sent.</returns>
    public TimeSpan? TakeInvitation(DateTimeOffset now)
    {
        if (InvitingSince is not { } since || now >= since + TeamPolicy.Day)
        {
            (InvitingSince, Invited) = (now, 0);
            since = now;
        }

        if (Invited >= TeamPolicy.MaxInvitationsPerDay)
        {
            return since + TeamPolicy.Day - now;
        }

        Invited++;
        return null;
    }
}

/// <summary>A place in a team: first an invitation by mail, then a member. The owner's own place is none of these.</summary>
public sealed class TeamSeat
{
    public required Guid Id { get; init; }
    public required Guid TeamId { get; init; }

    /// <summary>Where the invitation went, in lower case.</summary>
    public required string Email { get; init; }

    /// <summary>SHA-256 of the invitation's token, in hex; the token itself is only in the mail.</summary>
    public required string TokenHash { get; set; }
    public required DateTimeOffset InvitedAt { get; set; }

    /// <summary>Who took it; null while the invitation is open.</summary>
    public Guid? UserId { get; set; }
    public DateTimeOffset? JoinedAt { get; set; }
}
