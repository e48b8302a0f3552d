using Marketplace.Core.Catalog;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Packages;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Orders;

/// <summary>Links to bought packages: who gets one, which version, and how many a day.</summary>
internal sealed class DownloadTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private Market market = null!;
    private Product product = null!;
    private Order order = null!;

    [SetUp]
    public async Task BuyAsync()
    {
        market = await Market.OpenAsync(isAudited: false);
        product = await market.ProductAsync(await market.SellerAsync(), 19_99);
        await OfferAsync("1.0.0");
        order = await market.PaidOrderAsync(await market.BuyerAsync(), product);
    }

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task ThirtyRequestsAtOnce_OfLinksThatAreUsed_GetTheDaysLimit()
    {
        var answers = new List<Result<DownloadLink>>();
        for (var round = 0; round < 5; round++)
        {
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => GetAsync())));
            await market.ReadAsync(db => db.Downloads.ExecuteUpdateAsync(set => set.SetProperty(download => download.OpenedAt, market.Clock.GetUtcNow())));
        }

        Assert.That(answers.All(answer => answer.IsOk));

        // Six at once share one link until it is used: five rounds are five downloads.
        Assert.That(await CountAsync(), Is.EqualTo(5));
        for (var download = 5; download < OrderPolicy.DownloadLimit; download++)
        {
            Assert.That((await GetUsedAsync()).IsOk);
        }

        var refused = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => GetAsync()));
        Assert.That(refused.Select(answer => answer.Error?.Code), Has.All.EqualTo("quota_exceeded"));
        Assert.That(refused[0].Error!.RetryAfter, Is.EqualTo(OrderPolicy.DownloadWindow));
        Assert.That(await CountAsync(), Is.EqualTo(OrderPolicy.DownloadLimit));
    }

    [Test]
    public async Task AtTheLimit_TheNextDayOrTheSeller_LetsTheBuyerGoOn()
    {
        for (var download = 0; download < OrderPolicy.DownloadLimit; download++)
        {
            await GetUsedAsync();
        }

        Assert.That((await GetAsync()).IsOk, Is.False);
        var lineId = order.Lines[0].Id;
        var stranger = await market.WithAsync((AllowDownloads allow) => allow.ExecuteAsync(Guid.NewGuid(), lineId, None));
        Assert.That(stranger.Error!.Code, Is.EqualTo("not_found"));
        Assert.That((await market.WithAsync((AllowDownloads allow) => allow.ExecuteAsync(product.SellerId, lineId, None))).IsOk);
        Assert.That((await GetUsedAsync()).IsOk);
        market.Clock.Advance(OrderPolicy.DownloadWindow + TimeSpan.FromSeconds(1));
        Assert.That((await GetUsedAsync()).IsOk);
    }

    [Test]
    public async Task ALinkThatWasNotUsed_IsIssuedAgain_AndTheOlderOneEnds()
    {
        var first = (await GetAsync()).Value!;
        var second = (await GetAsync()).Value!;
        Assert.That(second.Token, Is.Not.EqualTo(first.Token));
        Assert.That(await CountAsync(), Is.EqualTo(1));
        var old = Download.HashOf(first.Token);
        Assert.That(await market.ReadAsync(db => db.Downloads.AnyAsync(download => download.TokenHash == old)), Is.False);
    }

    [Test]
    public async Task TheNewestRelease_IsGiven_OlderOnesAndPreReleasesOnRequest()
    {
        await OfferAsync("1.10.0");
        await OfferAsync("1.9.0");
        await OfferAsync("2.0.0-rc.1");
        Assert.That((await GetAsync()).Value!.Version.Version, Is.EqualTo("1.10.0"));
        Assert.That((await GetAsync("2.0.0-rc.1")).Value!.Version.Version, Is.EqualTo("2.0.0-rc.1"));
        Assert.That((await GetAsync("1.0.0")).Value!.FileName, Does.EndWith("-1.0.0.zip"));
        Assert.That((await GetAsync("3.0.0")).Error!.Code, Is.EqualTo("orders.no_such_version"));
        await market.ReadAsync(db => db.PackageVersions.Where(version => version.Version == "1.10.0").ExecuteUpdateAsync(set => set.SetProperty(version => version.YankedAt, DateTimeOffset.UnixEpoch)));
        Assert.That((await GetAsync()).Value!.Version.Version, Is.EqualTo("1.9.0"), "a yanked version is given on request only");
        Assert.That((await GetAsync("1.10.0")).IsOk);
    }

    [Test]
    public async Task ADownloadRacingARefund_ComesBeforeIt_OrIsRefused()
    {
        var downloads = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => GetAsync()));
        var refund = market.RefundAsync(order);
        await Task.WhenAll(downloads, refund);
        Assert.That((await refund).IsOk);
        Assert.That((await GetAsync()).Error!.Code, Is.EqualTo("orders.not_downloadable"));
        foreach (var refused in (await downloads).Where(answer => !answer.IsOk))
        {
            Assert.That(refused.Error!.Code, Is.EqualTo("orders.not_downloadable"));
        }
    }

    [Test]
    public async Task AnotherBuyer_GetsNone()
    {
        var stranger = await market.BuyerAsync();
        var answer = await market.WithAsync((GetDownload get) => get.ExecuteAsync(stranger.Id, order.Id, order.Lines[0].Id, null, None));
        Assert.That(answer.Error!.Code, Is.EqualTo("not_found"));
    }

    [Test]
    public void TheOrderKeeps_WhichVersionWasBought() => Assert.That(order.Lines[0].BoughtVersionId, Is.Not.Null);

    private async Task OfferAsync(string number) => await market.ReadAsync(async db =>
    {
        var now = market.Clock.GetUtcNow();
        var version = new PackageVersion { Id = Guid.CreateVersion7(now), ProductId = product.Id, Version = number, BlobKey = $"packages/{number}.zip", CreatedAt = now, UpdatedAt = now };
        version.Complete(3, null, now);
        version.Accept(version.BlobKey, new(3, new string('a', 64), []), PackageState.Ready, now);
        db.PackageVersions.Add(version);
        await db.Products.Where(row => row.Id == product.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LatestVersionId, version.Id));
        return await db.SaveChangesAsync();
    });

    private Task<Result<DownloadLink>> GetAsync(string? version = null) =>
        market.WithAsync((GetDownload get) => get.ExecuteAsync(order.BuyerId, order.Id, order.Lines[0].Id, version, None));

    private async Task<Result<DownloadLink>> GetUsedAsync()
    {
        var link = await GetAsync();
        await market.ReadAsync(db => db.Downloads.ExecuteUpdateAsync(set => set.SetProperty(download => download.OpenedAt, market.Clock.GetUtcNow())));
        return link;
    }

    private Task<int> CountAsync() => market.ReadAsync(db => db.Downloads.CountAsync());
}
