using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Accounts;

/// <summary>Plans switched on by hand, and the request that comes before.</summary>
internal sealed class GrantTests
{
    private PlanMarket market = null!;
    private User admin = null!;
    private User person = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await PlanMarket.OpenAsync();
        (admin, person) = (await market.PersonAsync("Ada", isAdmin: true), await market.PersonAsync("Percy"));
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task AGrant_GivesThePlan_KeepsWhoAndWhy_AndTellsThePersonOnce()
    {
        var grant = (await GrantAsync(person.Handle, Plan.Enterprise, reason: "Contract 2026-17")).Value!;
        await market.DrainAsync();
        Assert.That(await market.PlanAsync(person), Is.EqualTo(Plan.Enterprise));
        var kept = await market.ReadAsync(db => db.PlanGrants.SingleAsync());
        Assert.That((kept.GrantedById, kept.Reason, kept.EndedAt), Is.EqualTo((admin.Id, "Contract 2026-17", (DateTimeOffset?)null)));
        Assert.That((await market.MailsAsync(person, "plan-granted:")).Single().Subject, Is.EqualTo("You have the Enterprise plan"));

        Assert.That((await EndAsync(grant.Id)).IsOk, Is.True);
        Assert.That((await EndAsync(grant.Id)).Error, Is.EqualTo(GrantErrors.Ended));
        Assert.That(await market.PlanAsync(person), Is.EqualTo(Plan.Free));
        Assert.That((await market.ReadAsync(db => db.PlanGrants.SingleAsync())).EndedById, Is.EqualTo(admin.Id));
    }

    [Test]
    public async Task ASecondGrant_ReplacesTheFirst_AndASubscriptionStays()
    {
        await market.GiveAsync(person, Plan.Pro);
        await GrantAsync(person.Email.ToUpperInvariant(), Plan.Enterprise);
        var second = (await GrantAsync($"@{person.Handle}", Plan.Team)).Value!;
        Assert.That(await market.PlanAsync(person), Is.EqualTo(Plan.Team));
        Assert.That(await market.ReadAsync(db => db.PlanGrants.OrderBy(grant => grant.Id).Select(grant => grant.EndedAt != null).ToListAsync()), Is.EquivalentTo(new[] { true, false }));
        await EndAsync(second.Id);
        Assert.That(await market.PlanAsync(person), Is.EqualTo(Plan.Pro));
    }

    [Test]
    public async Task AGrantWithAnEnd_EndsByItself_AndCannotBeEndedAfter()
    {
        var grant = (await GrantAsync(person.Handle, Plan.Team, market.Clock.GetUtcNow().AddDays(3))).Value!;
        market.Clock.Advance(TimeSpan.FromDays(3));
        await market.WithAsync((PlanRights rights) => rights.EndDueAsync(CancellationToken.None));
        Assert.That(await market.PlanAsync(person), Is.EqualTo(Plan.Free));
        Assert.That((await EndAsync(grant.Id)).Error, Is.EqualTo(GrantErrors.Ended));
    }

    [Test]
    public async Task BadGrants_AreRefused()
    {
        Assert.That((await GrantAsync("nobody", Plan.Pro)).Error!.Kind, Is.EqualTo(ErrorKind.NotFound));
        Assert.That((await GrantAsync(person.Handle, Plan.Free)).Error, Is.EqualTo(GrantErrors.NoPlan));
        Assert.That((await GrantAsync(person.Handle, Plan.Pro, reason: " ")).Error, Is.EqualTo(GrantErrors.SayWhy));
        Assert.That((await GrantAsync(person.Handle, Plan.Pro, market.Clock.GetUtcNow())).Error, Is.EqualTo(GrantErrors.Over));
        Assert.That((await EndAsync(Guid.NewGuid())).Error!.Kind, Is.EqualTo(ErrorKind.NotFound));
    }

    [Test]
    public async Task ARequest_WaitsOnce_ReachesAdmins_AndAGrantAnswersIt()
    {
        var asked = await Task.WhenAll(AskAsync(), AskAsync(), AskAsync());
        Assert.That(asked.Select(result => result.Error?.Code), Is.EquivalentTo(new[] { null, "plans.request_open", "plans.request_open" }));
        await market.DrainAsync();
        var mail = (await market.MailsAsync(admin, "plan-asked:")).Single();
        Assert.That(mail.Text, Does.Contain("Acme").And.Contain("We are many.").And.Contain("Seats: 40").And.Contain("/admin/plans"));
        await GrantAsync(person.Handle, Plan.Enterprise);
        Assert.That((await market.ReadAsync(db => db.PlanRequests.SingleAsync())).ClosedById, Is.EqualTo(admin.Id));
        Assert.That((await AskAsync()).IsOk, Is.True);
        var second = await market.ReadAsync(db => db.PlanRequests.SingleAsync(request => request.ClosedAt == null));
        Assert.That((await CloseAsync(second.Id)).IsOk, Is.True);
        Assert.That((await CloseAsync(second.Id)).Error!.Kind, Is.EqualTo(ErrorKind.NotFound));
    }

    private Task<Result<Guid>> AskAsync() => market.WithAsync((AskForPlan ask) => ask.ExecuteAsync(person.Id, "Acme", "We are many.", 40, CancellationToken.None));

    private Task<Result<Done>> CloseAsync(Guid id) => market.WithAsync((ClosePlanRequest close) => close.ExecuteAsync(admin.Id, id, CancellationToken.None));

    private Task<Result<Done>> EndAsync(Guid id) => market.WithAsync((EndGrant end) => end.ExecuteAsync(admin.Id, id, CancellationToken.None));

    private Task<Result<PlanGrant>> GrantAsync(string who, Plan plan, DateTimeOffset? until = null, string reason = "A trial") =>
        market.WithAsync((GrantPlan grant) => grant.ExecuteAsync(admin.Id, who, plan, until, reason, CancellationToken.None));
}
