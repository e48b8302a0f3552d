using Marketplace.Core.Analytics;
using Marketplace.Core.Catalog;
using Marketplace.ServiceDefaults.Traffic;
using Marketplace.Tests.Infrastructure;
using Marketplace.Web.Analytics;
using Marketplace.Workers.Analytics;
using Microsoft.EntityFrameworkCore;
using StackExchange.Redis;

namespace Marketplace.Tests.Analytics;

/// <summary>Views on their way from the web hosts over Redis to the database, with several of each, and workers that die.</summary>
internal sealed class FlushViewsTests
{
    private ViewKeys keys = null!;
    private ConnectionMultiplexer redis = null!;
    private Market market = null!;
    private Product product = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        keys = new($"test-{Guid.NewGuid():N}");
        redis = await ConnectionMultiplexer.ConnectAsync((await RunningMarketplace.GetAsync()).ConnectionString("cache"));
        market = await Market.OpenAsync(isAudited: false);
        product = await market.ProductAsync(await market.SellerAsync(isOnboarded: false), 19_99);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await market.DisposeAsync();
        await redis.DisposeAsync();
    }

    [Test]
    public async Task TwoHostsAndTwoWorkers_CountEachViewOnce_AndEachVisitorOnceADay()
    {
        ViewWriter[] hosts = [Writer(), Writer()];
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll([.. hosts.Select(host => host.WriteAsync([Seen("10.0.0.1"), Seen("10.0.0.2"), Seen("10.0.0.1")])), FlushAsync(), FlushAsync()]);
        }

        await Task.WhenAll(FlushAsync(), FlushAsync());
        var day = await DayAsync();
        Assert.That((day.Views, day.Visitors), Is.EqualTo((30L, 2L)));
        Assert.That(await Store.KeyExistsAsync(keys.Pending) || await Store.KeyExistsAsync(keys.Batches), Is.False, "nothing is left behind");
    }

    [Test]
    public async Task AWorkerThatDies_BeforeOrAfterItsCommit_NeitherLosesNorDoubles()
    {
        await Writer().WriteAsync([Seen("10.0.0.1"), Seen("10.0.0.2")]);

        // It died when it had taken the batch.
        var taken = Guid.CreateVersion7(market.Clock.GetUtcNow()).ToString("N");
        await Store.SetAddAsync(keys.Batches, taken);
        await Store.KeyRenameAsync(keys.Pending, keys.Batch(taken));
        await FlushAsync();
        Assert.That((await DayAsync()).Views, Is.EqualTo(2));

        // It died when it had committed, before it removed the batch.
        await Writer().WriteAsync([Seen("10.0.0.3")]);
        var committed = Guid.CreateVersion7(market.Clock.GetUtcNow());
        await Store.SetAddAsync(keys.Batches, committed.ToString("N"));
        await Store.KeyRenameAsync(keys.Pending, keys.Batch(committed.ToString("N")));
        await market.WithAsync((CountTraffic count) => count.ExecuteAsync(committed, [new(Day, product.Id, "", "", "", "", 1, 1)], CancellationToken.None));
        await FlushAsync();
        Assert.That((await DayAsync()).Views, Is.EqualTo(3));

        // It died when it had named its batch: the name goes when it is old.
        await Store.SetAddAsync(keys.Batches, Guid.CreateVersion7(market.Clock.GetUtcNow()).ToString("N"));
        await FlushAsync();
        Assert.That(await Store.SetLengthAsync(keys.Batches), Is.EqualTo(1));
        await market.PassAsync(TimeSpan.FromMinutes(11));
        await FlushAsync();
        Assert.That(await Store.SetLengthAsync(keys.Batches), Is.Zero);
    }

    [Test]
    public async Task WhoLookedAtWhat_IsNowhere_AndGoesWithTheDay()
    {
        await Writer().WriteAsync([Seen("203.0.113.77")]);
        var fields = await Store.HashGetAllAsync(keys.Pending);
        Assert.That(fields.Select(field => ViewField.Parse(field.Name.ToString())), Is.All.Not.Null);
        var members = await Store.SetMembersAsync(keys.Seen(Day));
        Assert.That(members.Select(member => ((byte[])member!).Length), Is.EqualTo(new[] { 16 }), "a hash, and no more of it than is needed");
        foreach (var key in new[] { keys.Seen(Day), keys.Salt(Day) })
        {
            var rest = await Store.KeyTimeToLiveAsync(key);
            Assert.That(rest, Is.LessThanOrEqualTo(Day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) - market.Clock.GetUtcNow().UtcDateTime + TimeSpan.FromMinutes(10)), key);
        }

        // The next day has a secret of its own, so the same person cannot be told to be the same.
        await market.PassAsync(new TimeSpan(1, 0, 0, 0));
        await Writer().WriteAsync([Seen("203.0.113.77")]);
        Assert.That(await Store.SetMembersAsync(keys.Seen(Day)), Is.Not.EqualTo(members));
        await FlushAsync();
        Assert.That(await market.ReadAsync(db => db.DailyTraffic.SumAsync(day => day.Visitors)), Is.EqualTo(2));
    }

    private IDatabase Store => redis.GetDatabase();

    private DateOnly Day => AnalyticsPolicy.DayOf(market.Clock.GetUtcNow());

    private ViewWriter Writer() => new(redis, keys, market.Clock);

    private View Seen(string address) => new(market.Clock.GetUtcNow(), product.Id, address, ViewRulesTests.Browser, ViewSource.Direct);

    private Task<int> FlushAsync() => market.WithAsync((CountTraffic count) => new FlushViews(redis, keys, count, market.Clock).ExecuteAsync(CancellationToken.None));

    private Task<DailyTraffic> DayAsync() => market.ReadAsync(db => db.DailyTraffic.AsNoTracking().SingleAsync());
}
