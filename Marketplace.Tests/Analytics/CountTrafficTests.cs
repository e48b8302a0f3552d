using Marketplace.Core.Analytics;
using Marketplace.Core.Catalog;
using Marketplace.Core.Outbox;
using Marketplace.Core.Cart;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Analytics;

internal sealed class CountTrafficTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Day = new(2026, 3, 4);
    private Market market = null!;
    private Product product = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        market = await Market.OpenAsync(isAudited: false);
        product = await market.ProductAsync(await market.SellerAsync(isOnboarded: false), 19_99);
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task ABatch_CountsOnce_AlsoByTwoWorkersAtOnce()
    {
        var batch = Guid.NewGuid();
        TrafficCount[] counts = [Views("dev.to", 3), Views("", 2) with { Visitors = 2 }, Views("dev.to", 1) with { ProductId = Guid.NewGuid() }];
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CountAsync(batch, counts)));
        Assert.That(answers.Count(isNew => isNew), Is.EqualTo(1));
        var day = await market.ReadAsync(db => db.DailyTraffic.SingleAsync());
        Assert.That((day.SellerId, day.ProductId, day.Views, day.Visitors), Is.EqualTo((product.SellerId, product.Id, 5L, 2L)), "a product that does not exist drops out");
        await CountAsync(Guid.NewGuid(), [Views("dev.to", 4)]);
        Assert.That(await market.ReadAsync(db => db.DailySources.OrderBy(source => source.Referrer).Select(source => source.Views).ToListAsync()), Is.EqualTo(new[] { 2L, 7L }));
    }

    [Test]
    public async Task MadeUpCampaigns_DoNotFillTheTable_AndNoViewIsLost()
    {
        var many = AnalyticsPolicy.MostSources * 3;
        await CountAsync(Guid.NewGuid(), [.. Enumerable.Range(0, many).Select(n => Views("", 1) with { UtmCampaign = $"made-up-{n}" })]);
        await CountAsync(Guid.NewGuid(), [.. Enumerable.Range(0, many).Select(n => Views("", 1) with { UtmCampaign = $"more-{n}" }), Views("", 1) with { UtmCampaign = "made-up-0" }]);
        var rows = await market.ReadAsync(db => db.DailySources.ToListAsync());
        Assert.That(rows, Has.Count.EqualTo(AnalyticsPolicy.MostSources + 1));
        Assert.That(rows.Sum(row => row.Views), Is.EqualTo(2 * many + 1));
        Assert.That(rows.Single(row => row.Referrer == AnalyticsPolicy.OtherSource).Views, Is.EqualTo(2 * many - AnalyticsPolicy.MostSources));
        Assert.That(rows.Single(row => row.UtmCampaign == "made-up-0").Views, Is.EqualTo(2), "what has a place keeps it");
    }

    [Test]
    public async Task ACartAdd_ThatComesTwice_CountsOnce()
    {
        var added = new CartLineAdded(Guid.NewGuid(), product.Id, market.Clock.GetUtcNow());
        await market.ReadAsync(async db =>
        {
            db.Publish(added, market.Clock.GetUtcNow());
            db.Publish(added, market.Clock.GetUtcNow());
            return await db.SaveChangesAsync();
        });
        await market.WorkAsync();
        Assert.That(await market.ReadAsync(db => db.DailyTraffic.Select(day => day.CartAdds).SingleAsync()), Is.EqualTo(1));
    }

    private TrafficCount Views(string referrer, long views) => new(Day, product.Id, referrer, "", "", "", views, 0);

    private Task<bool> CountAsync(Guid batch, TrafficCount[] counts) => market.WithAsync((CountTraffic count) => count.ExecuteAsync(batch, counts, None));
}
