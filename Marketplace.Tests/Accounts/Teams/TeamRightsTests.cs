using Marketplace.Core.Accounts;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Accounts;

/// <summary>Members' rights follow the owner's plan: given, taken, resting and back.</summary>
internal sealed class TeamRightsTests
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
    public async Task JoiningGives_LeavingAndRemovingTake_AndTheLargerPlanCounts()
    {
        var (mia, pro, enterprise) = (await market.PersonAsync("Mia"), await market.PersonAsync("Paul", Plan.Pro), await market.PersonAsync("Eve", Plan.Enterprise));
        foreach (var member in new[] { mia, pro, enterprise })
        {
            await market.JoinAsync(owner, member);
        }

        Assert.That(await PlansAsync(mia, pro, enterprise), Is.EqualTo(new[] { Plan.Team, Plan.Team, Plan.Enterprise }));
        Assert.That((await LeaveAsync(pro)).IsOk, Is.True);
        Assert.That((await LeaveAsync(pro)).Error!.Code, Is.EqualTo("not_found"));
        var seats = await market.ReadAsync(db => db.TeamSeats.Where(seat => seat.UserId != null).ToDictionaryAsync(seat => seat.UserId!.Value, seat => seat.Id));
        Assert.That((await RemoveAsync(owner, seats[mia.Id])).IsOk, Is.True);
        Assert.That((await RemoveAsync(owner, seats[enterprise.Id])).IsOk, Is.True);
        Assert.That(await PlansAsync(mia, pro, enterprise), Is.EqualTo(new[] { Plan.Free, Plan.Pro, Plan.Enterprise }));
    }

    [Test]
    public async Task AStranger_CannotTakeSeats_AndAMemberNeither()
    {
        var (mia, stranger) = (await market.PersonAsync("Mia"), await market.PersonAsync("Sam", Plan.Team));
        await market.JoinAsync(owner, mia);
        await market.InviteAsync(stranger, "person@example.org");
        var seatId = await market.ReadAsync(db => db.TeamSeats.Where(seat => seat.UserId == mia.Id).Select(seat => seat.Id).SingleAsync());
        Assert.That((await RemoveAsync(stranger, seatId)).Error!.Code, Is.EqualTo("not_found"));
        Assert.That((await RemoveAsync(mia, seatId)).Error!.Code, Is.EqualTo("not_found"));
        Assert.That(await market.PlanAsync(mia), Is.EqualTo(Plan.Team));
        Assert.That((await market.WithAsync((NameTeam name) => name.ExecuteAsync(mia.Id, "Mine", CancellationToken.None))).Error!.Code, Is.EqualTo("not_found"));
    }

    [Test]
    public async Task ASmallerPlan_RestsWhoJoinedLast_AndALargerOneBringsThemBack()
    {
        await market.GiveAsync(owner, Plan.Enterprise);
        var members = new List<User>();
        for (var number = 0; number < 6; number++)
        {
            members.Add(await market.PersonAsync($"Member{number}"));
            await market.JoinAsync(owner, members[number]);
            market.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await market.GiveAsync(owner, Plan.Team);
        Assert.That(await PlansAsync([.. members]), Is.EqualTo(new[] { Plan.Team, Plan.Team, Plan.Team, Plan.Team, Plan.Free, Plan.Free }));

        // A seat that is freed is the next one's.
        await LeaveAsync(members[0]);
        Assert.That(await PlansAsync([.. members]), Is.EqualTo(new[] { Plan.Free, Plan.Team, Plan.Team, Plan.Team, Plan.Team, Plan.Free }));
        await market.GiveAsync(owner, Plan.Free);
        Assert.That(await PlansAsync([.. members]), Has.All.EqualTo(Plan.Free));
        await market.GiveAsync(owner, Plan.Enterprise);
        Assert.That(await PlansAsync([.. members]), Is.EqualTo(new[] { Plan.Free, Plan.Enterprise, Plan.Enterprise, Plan.Enterprise, Plan.Enterprise, Plan.Enterprise }));
    }

    [Test]
    public async Task AnOwnersPlan_ThatEndsByItself_EndsTheMembers_AndARenewalLeavesThem()
    {
        var mia = await market.PersonAsync("Mia");
        await market.GiveAsync(owner, Plan.Team, market.Clock.GetUtcNow().AddDays(7));
        await market.JoinAsync(owner, mia);
        await market.GiveAsync(owner, Plan.Team);
        market.Clock.Advance(TimeSpan.FromDays(8));
        await EndDueAsync();
        Assert.That(await market.PlanAsync(mia), Is.EqualTo(Plan.Team), "The renewal changed no plan, so no news of it came.");

        await market.GiveAsync(owner, Plan.Team, market.Clock.GetUtcNow().AddDays(7));
        market.Clock.Advance(TimeSpan.FromDays(8));
        await EndDueAsync();
        Assert.That(await PlansAsync(owner, mia), Is.EqualTo(new[] { Plan.Free, Plan.Free }));
    }

    [Test]
    public async Task AnOwnersNews_WhileMembersComeAndGo_EndsInWhatTheSeatsSay()
    {
        var members = new List<User>();
        for (var number = 0; number < 4; number++)
        {
            members.Add(await market.PersonAsync($"Member{number}"));
            await market.JoinAsync(owner, members[number]);
        }

        await Task.WhenAll(market.GiveAsync(owner, Plan.Pro), LeaveAsync(members[1]), LeaveAsync(members[3]));
        await market.GiveAsync(owner, Plan.Team);
        Assert.That(await PlansAsync([.. members]), Is.EqualTo(new[] { Plan.Team, Plan.Free, Plan.Team, Plan.Free }));
    }

    private async Task<List<Plan>> PlansAsync(params User[] people)
    {
        await market.DrainAsync();
        List<Plan> plans = [];
        foreach (var person in people)
        {
            plans.Add(await market.PlanAsync(person));
        }

        return plans;
    }

    private async Task EndDueAsync()
    {
        await market.WithAsync((PlanRights rights) => rights.EndDueAsync(CancellationToken.None));
        await market.DrainAsync();
    }

    private Task<Core.Kernel.Result<Core.Kernel.Done>> LeaveAsync(User member) => market.WithAsync((LeaveTeam leave) => leave.ExecuteAsync(member.Id, CancellationToken.None));

    private Task<Core.Kernel.Result<Core.Kernel.Done>> RemoveAsync(User by, Guid seatId) => market.WithAsync((RemoveSeat remove) => remove.ExecuteAsync(by.Id, seatId, CancellationToken.None));
}
