using Marketplace.Core.Accounts;
using Marketplace.Core.Data;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.Plans;

/// <summary>From several rights one plan, on PostgreSQL.</summary>
internal sealed class PlanRightsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero));
    private readonly Guid person = Guid.NewGuid();
    private TestDatabase database = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        database = await TestDatabase.CreateAsync();
        await using var db = Open();
        db.Users.Add(new User { Id = person, Email = $"{person}@example.org", DisplayName = "Person", Handle = $"p{person:N}"[..20], CreatedAt = clock.GetUtcNow() });
        await db.SaveChangesAsync();
    }

    [TearDown]
    public async Task CloseAsync() => await database.DisposeAsync();

    [Test]
    public async Task ThePlan_IsTheLargestRight_AndFallsBackToTheNext()
    {
        await SetAsync(PlanSource.Subscription, Plan.Pro);
        Assert.That(await PlanAsync(), Is.EqualTo(Plan.Pro));
        await SetAsync(PlanSource.Team, Plan.Team);
        Assert.That(await PlanAsync(), Is.EqualTo(Plan.Team));
        await SetAsync(PlanSource.Grant, Plan.Pro);
        await SetAsync(PlanSource.Team, Plan.Free);
        Assert.That(await PlanAsync(), Is.EqualTo(Plan.Pro));
        await SetAsync(PlanSource.Subscription, Plan.Free);
        Assert.That(await PlanAsync(), Is.EqualTo(Plan.Pro), "the grant is left");
        await SetAsync(PlanSource.Grant, Plan.Free);
        Assert.That(await PlanAsync(), Is.EqualTo(Plan.Free));
    }

    [Test]
    public async Task News_ComeOncePerChange_AndNotForWhatChangesNothing()
    {
        await SetAsync(PlanSource.Subscription, Plan.Pro);
        await SetAsync(PlanSource.Subscription, Plan.Pro);
        await SetAsync(PlanSource.Grant, Plan.Pro);
        Assert.That(await NewsAsync(), Is.EqualTo(1));
        await SetAsync(PlanSource.Grant, Plan.Enterprise);
        Assert.That(await NewsAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task ARightWithAnEnd_EndsOnTime_AndARenewedOneDoesNot()
    {
        await SetAsync(PlanSource.Grant, Plan.Pro, clock.GetUtcNow().AddDays(7));
        clock.Advance(TimeSpan.FromDays(6));
        await EndDueAsync();
        Assert.That(await PlanAsync(), Is.EqualTo(Plan.Pro));
        await SetAsync(PlanSource.Grant, Plan.Pro, clock.GetUtcNow().AddDays(7));
        clock.Advance(TimeSpan.FromDays(2));
        await EndDueAsync();
        Assert.That(await PlanAsync(), Is.EqualTo(Plan.Pro), "renewed");
        clock.Advance(TimeSpan.FromDays(5));
        await EndDueAsync();
        Assert.That((await PlanAsync(), await NewsAsync()), Is.EqualTo((Plan.Free, 2)));
    }

    [Test]
    public async Task TwoSourcesAtOnce_LeaveTheLargest()
    {
        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(SetAsync(PlanSource.Subscription, Plan.Pro), SetAsync(PlanSource.Team, Plan.Team), SetAsync(PlanSource.Grant, Plan.Free));
            Assert.That(await PlanAsync(), Is.EqualTo(Plan.Team));
            await Task.WhenAll(SetAsync(PlanSource.Subscription, Plan.Free), SetAsync(PlanSource.Team, Plan.Free));
            Assert.That(await PlanAsync(), Is.EqualTo(Plan.Free));
        }
    }

    private MarketplaceDb Open() => new(TestDatabase.Options(database.ConnectionString));

    private async Task SetAsync(PlanSource source, Plan plan, DateTimeOffset? until = null)
    {
        await using var db = Open();
        await db.InTransactionAsync(async () =>
        {
            await new PlanRights(db, clock).SetAsync(person, source, plan, until, None);
            return true;
        }, None);
    }

    private async Task EndDueAsync()
    {
        await using var db = Open();
        await new PlanRights(db, clock).EndDueAsync(None);
    }

    private async Task<Plan> PlanAsync()
    {
        await using var db = Open();
        return await db.Users.Where(user => user.Id == person).Select(user => user.Plan).SingleAsync();
    }

    private async Task<int> NewsAsync()
    {
        await using var db = Open();
        return await db.OutboxMessages.CountAsync(message => message.Type == PlanChanged.Name);
    }
}
