using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Accounts;

/// <summary>Seats and invitations on PostgreSQL: limits, two clicks at once, and what a link can be misused for.</summary>
internal sealed class InvitationTests
{
    private PlanMarket market = null!;
    private User owner = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await PlanMarket.OpenAsync();
        owner = await market.PersonAsync("Olive", Plan.Team);
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task TenInvitationsAtOnce_WithFourSeatsLeft_MakeExactlyFour()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => market.InviteAsync(owner, $"person-{number}@example.org")));
        Assert.That(results.Count(result => result.IsOk), Is.EqualTo(4));
        Assert.That(results.Where(result => !result.IsOk).Select(result => (result.Error!.Code, result.Error.Plan)).Distinct(), Is.EqualTo(new[] { ("plan_required", "Enterprise") }));
        Assert.That(await market.ReadAsync(db => db.TeamSeats.CountAsync()), Is.EqualTo(4));
    }

    [TestCase(Plan.Free)]
    [TestCase(Plan.Pro)]
    public async Task APlanWithoutSeats_IsToldOfTeam(Plan plan)
    {
        var other = await market.PersonAsync("Other", plan);
        var refused = (await market.InviteAsync(other, "person@example.org")).Error!;
        Assert.That((refused.Kind, refused.Code, refused.Plan), Is.EqualTo((ErrorKind.Forbidden, "plan_required", "Team")));
    }

    [Test]
    public async Task TheSameAddress_TheOwn_AndAMembers_AreRefused()
    {
        var member = await market.PersonAsync("Mia");
        await market.JoinAsync(owner, member);
        Assert.That((await market.InviteAsync(owner, owner.Email.ToUpperInvariant())).Error, Is.EqualTo(TeamErrors.OwnAddress));
        Assert.That((await market.InviteAsync(owner, member.Email)).Error, Is.EqualTo(TeamErrors.AlreadyMember));
        await market.InviteAsync(owner, "Person@example.org");
        Assert.That((await market.InviteAsync(owner, "person@EXAMPLE.org")).Error!.Code, Is.EqualTo("teams.already_invited"));
        Assert.That((await market.InviteAsync(member, "person@example.org")).Error, Is.EqualTo(TeamErrors.NoSeats), "A seat is no plan of one's own.");
    }

    [Test]
    public async Task AnInvitationSentAgain_ReplacesTheLink_AndTakesNoSecondSeat()
    {
        var member = await market.PersonAsync("Mia");
        var first = await market.InvitedAsync(owner, member.Email);
        market.Clock.Advance(TeamPolicy.ResendAfter);
        var second = await market.InvitedAsync(owner, member.Email);
        Assert.That((await market.AcceptAsync(member, first)).Error!.Code, Is.EqualTo("not_found"));
        Assert.That((await market.AcceptAsync(member, second)).IsOk, Is.True);
        Assert.That(await market.ReadAsync(db => db.TeamSeats.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task AMessageHandledTwice_SendsOneMail_WhoseLinkStillOpens()
    {
        var member = await market.PersonAsync("Mia");
        var seat = (await market.InviteAsync(owner, member.Email)).Value!;
        await market.DrainAsync();
        await market.PublishAsync(new TeamInvited(seat.Id, seat.InvitedAt));
        Assert.That(await market.ReadAsync(db => db.Mails.CountAsync(mail => mail.Key.StartsWith("team-invitation:"))), Is.EqualTo(1));
        Assert.That((await market.AcceptAsync(member, await market.TokenAsync(member.Email))).IsOk, Is.True);
    }

    [Test]
    public async Task ALink_OpensForItsAddressOnly_Confirmed_Once_InTime()
    {
        var (member, stranger) = (await market.PersonAsync("Mia"), await market.PersonAsync("Sam"));
        var token = await market.InvitedAsync(owner, member.Email);
        Assert.That((await market.AcceptAsync(stranger, token)).Error!.Code, Is.EqualTo("teams.other_address"));
        Assert.That((await market.AcceptAsync(stranger, token)).Error!.Message, Does.Contain(member.Email.ToLowerInvariant()));
        Assert.That((await market.AcceptAsync(member, token, isConfirmed: false)).Error, Is.EqualTo(TeamErrors.AddressNotConfirmed));
        Assert.That((await market.AcceptAsync(member, token + "x")).Error!.Code, Is.EqualTo("not_found"));
        Assert.That((await market.AcceptAsync(owner, token)).Error, Is.EqualTo(TeamErrors.OwnTeam));
        Assert.That((await market.AcceptAsync(member, token, email: member.Email.ToUpperInvariant())).IsOk, Is.True);
        Assert.That((await market.AcceptAsync(member, token)).Error, Is.EqualTo(TeamErrors.InvitationUsed));

        var late = await market.InvitedAsync(owner, stranger.Email);
        market.Clock.Advance(TeamPolicy.InvitationLifetime);
        Assert.That((await market.AcceptAsync(stranger, late)).Error, Is.EqualTo(TeamErrors.InvitationExpired));
    }

    [Test]
    public async Task TheToken_StandsInTheMailOnly()
    {
        var token = await market.InvitedAsync(owner, "person@example.org");
        Assert.That(token, Has.Length.EqualTo(43));
        var seat = await market.ReadAsync(db => db.TeamSeats.SingleAsync());
        Assert.That(seat.TokenHash, Is.EqualTo(TeamPolicy.HashOf(token)).And.Not.Contains(token));
        Assert.That(await market.ReadAsync(db => db.OutboxMessages.Select(message => message.Payload).ToListAsync()), Has.None.Contains(token));
    }

    [Test]
    public async Task ExpiredInvitations_FreeTheirSeats()
    {
        for (var number = 0; number < 4; number++)
        {
            await market.InviteAsync(owner, $"person-{number}@example.org");
        }

        Assert.That((await market.InviteAsync(owner, "fifth@example.org")).IsOk, Is.False);
        market.Clock.Advance(TeamPolicy.InvitationLifetime);
        Assert.That((await market.InviteAsync(owner, "fifth@example.org")).IsOk, Is.True);
    }

    [Test]
    public async Task InvitingAndTakingBack_DoesNotSendMoreThanTwentyMailsADay()
    {
        for (var number = 0; number < TeamPolicy.MaxInvitationsPerDay; number++)
        {
            var seat = (await market.InviteAsync(owner, $"person-{number}@example.org")).Value!;
            await market.WithAsync((RemoveSeat remove) => remove.ExecuteAsync(owner.Id, seat.Id, CancellationToken.None));
        }

        var refused = (await market.InviteAsync(owner, "next@example.org")).Error!;
        Assert.That((refused.Kind, refused.Code), Is.EqualTo((ErrorKind.TooMany, "teams.too_many_invitations")));
        market.Clock.Advance(refused.RetryAfter!.Value);
        Assert.That((await market.InviteAsync(owner, "next@example.org")).IsOk, Is.True);
    }

    [Test]
    public async Task OnePerson_AcceptingTwoTeamsAtOnce_IsInOne()
    {
        var (other, member) = (await market.PersonAsync("Otto", Plan.Team), await market.PersonAsync("Mia"));
        var first = await market.InvitedAsync(owner, member.Email);
        market.Clock.Advance(TimeSpan.FromMinutes(1));
        string[] tokens = [first, await market.InvitedAsync(other, member.Email)];
        var results = await Task.WhenAll(tokens.Select(token => market.AcceptAsync(member, token)));
        Assert.That(results.Select(result => result.Error?.Code), Is.EquivalentTo(new[] { null, "teams.in_another_team" }));
        Assert.That((await market.InviteAsync(other, owner.Email)).IsOk, Is.True);
        Assert.That((await market.AcceptAsync(owner, await DrainedTokenAsync(owner))).Error, Is.EqualTo(TeamErrors.OwnsATeam).Or.EqualTo(TeamErrors.InAnotherTeam));
    }

    [Test]
    public async Task AnOpenInvitation_OfATeamThatRests_WaitsForItsPlan()
    {
        var member = await market.PersonAsync("Mia");
        var token = await market.InvitedAsync(owner, member.Email);
        await market.GiveAsync(owner, Plan.Free);
        Assert.That((await market.AcceptAsync(member, token)).Error, Is.EqualTo(TeamErrors.NoFreeSeat));
        await market.GiveAsync(owner, Plan.Team);
        Assert.That((await market.AcceptAsync(member, token)).IsOk, Is.True);
    }

    private async Task<string> DrainedTokenAsync(User person)
    {
        await market.DrainAsync();
        return await market.TokenAsync(person.Email);
    }
}
