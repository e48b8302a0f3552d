using Marketplace.Core.Accounts;

namespace Marketplace.Tests.Accounts;

internal sealed class TeamPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [TestCase(5, 0)]
    [TestCase(4, 1)]
    [TestCase(2, 3)]
    [TestCase(1, 4)]
    public void OverLimit_IsWhoJoinedLast_AndTheOwnersSeatCounts(int limit, int expected)
    {
        var seats = Enumerable.Range(0, 4).Select(number => Seat(Now.AddHours(number))).ToList();
        seats.Add(new() { Id = Guid.NewGuid(), TeamId = Guid.NewGuid(), Email = "open@example.org", TokenHash = "", InvitedAt = Now });
        Assert.That(TeamPolicy.OverLimit(seats, limit), Is.EquivalentTo(seats.Take(4).TakeLast(expected).Select(seat => seat.Id)));
    }

    [Test]
    public void AnInvitation_IsOpenForFourteenDays()
    {
        var seat = new TeamSeat { Id = Guid.NewGuid(), TeamId = Guid.NewGuid(), Email = "open@example.org", TokenHash = "", InvitedAt = Now };
        Assert.That((TeamPolicy.IsOpen(seat, Now.AddDays(14).AddTicks(-1)), TeamPolicy.IsOpen(seat, Now.AddDays(14))), Is.EqualTo((true, false)));
    }

    [Test]
    public void ATeam_SendsTwentyInvitationsADay_AndSaysWhenTheNextMayGo()
    {
        var team = new Team { Id = Guid.NewGuid(), OwnerId = Guid.NewGuid(), Name = "Team", CreatedAt = Now };
        Assert.That(Enumerable.Range(0, 20).Select(minute => team.TakeInvitation(Now.AddMinutes(minute))), Has.All.Null);
        Assert.That(team.TakeInvitation(Now.AddHours(1)), Is.EqualTo(TimeSpan.FromHours(23)));
        Assert.That(team.TakeInvitation(Now.AddHours(24)), Is.Null);
    }

    private static TeamSeat Seat(DateTimeOffset joinedAt) =>
        new() { Id = Guid.NewGuid(), TeamId = Guid.NewGuid(), Email = "member@example.org", TokenHash = "", InvitedAt = Now, UserId = Guid.NewGuid(), JoinedAt = joinedAt };
}
