using Marketplace.Core.Admin;
using Marketplace.Core.Analytics;
using Marketplace.Core.Notifications;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Admin;

/// <summary>MONEY.md 19: alarm on age.</summary>
internal sealed class MoneyAlarmsTests
{
    [Test]
    public async Task ARefundWithoutAnAnswer_RaisesAnAlarmAfterAnHour_AndNothingElse()
    {
        await using var market = await Market.OpenAsync();
        var order = await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(await market.SellerAsync(), 19_99));
        market.LostAnswers.To = "/v1/refunds";
        await market.RefundAsync(order);
        Assert.That(await RaisedAsync(market), Is.Empty);
        await market.PassAsync(TimeSpan.FromMinutes(61));
        Assert.That(await RaisedAsync(market), Is.EqualTo(new[] { "refunds" }));
    }

    [Test]
    public async Task AMail_ThatWaitsForAnHour_RaisesAnAlarm()
    {
        await using var market = await Market.OpenAsync();
        var seller = await market.SellerAsync();
        var notice = new Notice(NotificationKind.Orders, seller, "test", "Your order", new MailBody().Paragraph("Text"), new Uri("https://shop.example/purchases"));
        await market.ReadAsync(async db =>
        {
            await new Notifier(db, market.Clock).TellAsync(notice, CancellationToken.None);
            return true;
        });
        Assert.That(await RaisedAsync(market), Is.Empty);
        await market.PassAsync(TimeSpan.FromMinutes(61));
        Assert.That(await RaisedAsync(market), Is.EqualTo(new[] { "mails" }));
    }

    [Test]
    public async Task FiguresThatWereNotWhatTheBooksSay_RaiseAnAlarm_UntilTheNextComparisonFindsThemRight()
    {
        await using var market = await Market.OpenAsync();
        await SayAsync(market, isOk: false);
        Assert.That(await RaisedAsync(market), Is.EqualTo(new[] { "figures" }));
        await SayAsync(market, isOk: true);
        Assert.That(await RaisedAsync(market), Is.Empty);
    }

    private static Task SayAsync(Market market, bool isOk) => market.ReadAsync(async db =>
    {
        await db.AggregateChecks.ExecuteDeleteAsync();
        db.AggregateChecks.Add(new AggregateCheck { Id = AggregateCheck.OnlyId, RebuiltAt = null, CheckedAt = market.Clock.GetUtcNow(), IsOk = isOk, Detail = "" });
        return await db.SaveChangesAsync();
    });

    private static async Task<string[]> RaisedAsync(Market market)
    {
        var alarms = await market.ReadAsync(db => new MoneyAlarms(db, market.Clock).ReadAsync(CancellationToken.None));
        return [.. alarms.Where(alarm => alarm.IsRaised).Select(alarm => alarm.Code)];
    }
}
