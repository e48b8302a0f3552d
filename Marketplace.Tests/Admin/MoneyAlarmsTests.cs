using Marketplace.Core.Admin;
using Marketplace.Tests.Infrastructure;

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

    private static async Task<string[]> RaisedAsync(Market market)
    {
        var alarms = await market.ReadAsync(db => new MoneyAlarms(db, market.Clock).ReadAsync(CancellationToken.None));
        return [.. alarms.Where(alarm => alarm.IsRaised).Select(alarm => alarm.Code)];
    }
}
