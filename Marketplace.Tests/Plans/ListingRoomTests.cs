using Marketplace.Core.Accounts;
using Marketplace.Core.Catalog;
using Marketplace.Core.Data;
using Marketplace.Core.Kernel;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.Plans;

/// <summary>How many listings are for sale at once: limits, races, and what becomes of those over the limit.</summary>
internal sealed class ListingRoomTests
{
    private const int FreeLimit = 10;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero));
    private readonly Guid seller = Guid.NewGuid();
    private TestDatabase database = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        database = await TestDatabase.CreateAsync();
        await using var db = Open();
        db.Users.Add(new User { Id = seller, Email = $"{seller}@example.org", DisplayName = "Seller", Handle = $"s{seller:N}"[..20], CreatedAt = clock.GetUtcNow() });
        db.Add(new Category { Slug = "kits", Name = "Kits", Description = "Kits", Position = 0 });
        await db.SaveChangesAsync();
    }

    [TearDown]
    public async Task CloseAsync() => await database.DisposeAsync();

    [Test]
    public async Task TheLastPlace_IsTaken_AndTheNextNeedsALargerPlan()
    {
        await AddAsync(FreeLimit - 1, ProductState.Published);
        var waiting = await AddAsync(2, ProductState.Submitted);
        Assert.That((await ApproveAsync(waiting[0])).IsOk, Is.True);
        AssertPro(await ApproveAsync(waiting[1]));
        Assert.That(await StatesAsync(), Is.EquivalentTo(States((ProductState.Published, FreeLimit), (ProductState.Submitted, 1))));
        await SetPlanAsync(Plan.Pro);
        Assert.That((await ApproveAsync(waiting[1])).IsOk, Is.True);
    }

    [Test]
    public async Task Submitting_CountsWhatWaitsToo_AndAnIncompleteDraftHearsWhatIsMissing()
    {
        await AddAsync(FreeLimit - 2, ProductState.Published);
        var drafts = await AddAsync(3, ProductState.Draft);
        Assert.That((await SubmitAsync(drafts[0])).IsOk, Is.True);
        Assert.That((await SubmitAsync(drafts[1])).IsOk, Is.True);
        AssertPro(await SubmitAsync(drafts[2]));
        await using (var db = Open())
        {
            await db.Products.Where(product => product.Id == drafts[2]).ExecuteUpdateAsync(set => set.SetProperty(product => product.Summary, ""));
        }

        Assert.That((await SubmitAsync(drafts[2])).Error?.Code, Is.EqualTo("catalog.incomplete"));
    }

    [Test]
    public async Task ARestoredListing_NeedsRoom()
    {
        await AddAsync(FreeLimit, ProductState.Published);
        var suspended = (await AddAsync(1, ProductState.Suspended))[0];
        AssertPro(await RestoreAsync(suspended));
        await SetPlanAsync(Plan.Pro);
        Assert.That((await RestoreAsync(suspended)).IsOk, Is.True);
    }

    [Test]
    public async Task ApprovalsAtOnce_NeverPassTheLimit()
    {
        await AddAsync(FreeLimit - 3, ProductState.Published);
        var waiting = await AddAsync(12, ProductState.Submitted);
        var results = await Task.WhenAll(waiting.Select(ApproveAsync));
        Assert.That((results.Count(result => result.IsOk), results.Count(result => result.Error?.Code == "plan_required")), Is.EqualTo((3, 9)));
        Assert.That((await StatesAsync()).Count(state => state == ProductState.Published), Is.EqualTo(FreeLimit));
    }

    [Test]
    public async Task AfterThePlanEnds_TheLongestPublishedStay_AndAllComeBackWithIt()
    {
        await SetPlanAsync(Plan.Pro);
        var listings = await AddAsync(15, ProductState.Published);
        Assert.That(await ArrangeAsync(), Is.Zero);
        await SetPlanAsync(Plan.Free);
        Assert.That((await ArrangeAsync(), await ArrangeAsync()), Is.EqualTo((5, 0)), "the second time there is nothing to do");
        Assert.That(await PublishedAsync(), Is.EqualTo(listings.Take(FreeLimit)));
        await SetPlanAsync(Plan.Pro);
        Assert.That(await ArrangeAsync(), Is.EqualTo(5));
        Assert.That(await PublishedAsync(), Is.EqualTo(listings));
    }

    [Test]
    public async Task WhenAnotherIsTakenDown_TheLongestPublishedComesBack_UnlessItLacksSomething()
    {
        await SetPlanAsync(Plan.Pro);
        var listings = await AddAsync(13, ProductState.Published);
        await SetPlanAsync(Plan.Free);
        await ArrangeAsync();
        await using (var db = Open())
        {
            await db.Products.Where(product => product.Id == listings[10]).ExecuteUpdateAsync(set => set.SetProperty(product => product.LatestVersionId, (Guid?)null));
        }

        await using (var db = Open())
        {
            Assert.That((await new DeleteProduct(db, clock).ExecuteAsync(seller, listings[0], None)).IsOk, Is.True);
            Assert.That((await new SuspendProduct(db, clock).ExecuteAsync(listings[11], "A stolen package.", None)).IsOk, Is.True, "an unlisted one can be suspended");
            Assert.That(await db.OutboxMessages.CountAsync(message => message.Type == ListingTakenDown.Name), Is.EqualTo(2));
        }

        await SweepAsync();
        Assert.That(await PublishedAsync(), Is.EqualTo(listings.Skip(1).Take(9).Append(listings[12])), "the eleventh lacks a package, the twelfth is suspended");
    }

    [Test]
    public async Task TheSweep_FindsSellersOverTheirPlan()
    {
        await AddAsync(12, ProductState.Published);
        await SweepAsync();
        Assert.That(await StatesAsync(), Is.EquivalentTo(States((ProductState.Published, FreeLimit), (ProductState.Unlisted, 2))));
        await using var db = Open();
        var news = await db.OutboxMessages.Select(message => message.Type).ToListAsync();
        Assert.That((news.Count(type => type == ProductChanged.Name), news.Count(type => type == ListingsArranged.Name)), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task ArrangingAndApprovingAtOnce_KeepTheLimit_AndDoNotBlockEachOther()
    {
        for (var round = 0; round < 5; round++)
        {
            var waiting = await AddAsync(4, ProductState.Submitted);
            await Task.WhenAll([.. waiting.Select(ApproveAsync), ArrangeAsync(), ArrangeAsync()]);
            Assert.That((await StatesAsync()).Count(state => state == ProductState.Published), Is.LessThanOrEqualTo(FreeLimit));
        }
    }

    private static void AssertPro(Result<Done> refused) => Assert.That((refused.Error?.Code, refused.Error?.Plan), Is.EqualTo(("plan_required", "Pro")));

    private static IEnumerable<ProductState> States(params (ProductState State, int Count)[] states) => states.SelectMany(state => Enumerable.Repeat(state.State, state.Count));

    private MarketplaceDb Open() => new(TestDatabase.Options(database.ConnectionString));

    private async Task<List<Guid>> AddAsync(int count, ProductState state)
    {
        await using var db = Open();
        List<Guid> ids = [];
        for (var number = 0; number < count; number++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            var product = PlanListings.Complete(seller, "kits", state, clock.GetUtcNow());
            ids.Add(product.Id);
            db.Products.Add(product);
        }

        await db.SaveChangesAsync();
        return ids;
    }

    private async Task SetPlanAsync(Plan plan)
    {
        await using var db = Open();
        await db.Users.Where(user => user.Id == seller).ExecuteUpdateAsync(set => set.SetProperty(user => user.Plan, plan));
    }

    private async Task<Result<Done>> ApproveAsync(Guid id)
    {
        await using var db = Open();
        return await new ApproveProduct(db, clock).ExecuteAsync(id, None);
    }

    private async Task<Result<Done>> RestoreAsync(Guid id)
    {
        await using var db = Open();
        return await new RestoreProduct(db, clock).ExecuteAsync(id, None);
    }

    private async Task<Result<Done>> SubmitAsync(Guid id)
    {
        await using var db = Open();
        return await new SubmitProduct(db, clock).ExecuteAsync(seller, id, None);
    }

    private async Task<int> ArrangeAsync()
    {
        await using var db = Open();
        return await new ArrangeListings(db, clock).ExecuteAsync(seller, None);
    }

    private async Task SweepAsync()
    {
        await using var db = Open();
        await new ArrangeListings(db, clock).SweepAsync(None);
    }

    private async Task<List<ProductState>> StatesAsync()
    {
        await using var db = Open();
        return await db.Products.Where(product => product.DeletedAt == null).Select(product => product.State).ToListAsync();
    }

    private async Task<List<Guid>> PublishedAsync()
    {
        await using var db = Open();
        return await db.Products.Where(product => product.State == ProductState.Published && product.DeletedAt == null).OrderBy(product => product.PublishedAt).Select(product => product.Id).ToListAsync();
    }
}
