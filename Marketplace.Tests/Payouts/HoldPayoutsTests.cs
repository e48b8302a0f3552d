using Marketplace.Core.Payouts;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Payouts;

internal sealed class HoldPayoutsTests
{
    private static readonly Guid Admin = Guid.NewGuid();
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync();

    [TearDown]
    public async Task CloseAsync()
    {
        await market.AssertBooksAsync();
        await market.DisposeAsync();
    }

    [Test]
    public async Task ASellerOnHold_IsNotPaid_UntilItIsLifted()
    {
        var seller = await ReadySellerAsync();
        var hold = (await PlaceAsync(seller)).Value;
        Assert.That((await PlaceAsync(seller)).Error?.Code, Is.EqualTo("payouts.already_on_hold"));
        Assert.That((await StandingAsync(seller)).Hold?.Id, Is.EqualTo(hold));
        await market.PassToNextRunAsync();
        Assert.That((await market.FundsAsync(seller)).PayableCents, Is.EqualTo(1711));
        Assert.That((await LiftAsync(hold)).IsOk);
        Assert.That((await LiftAsync(hold)).Error?.Code, Is.EqualTo("payouts.not_on_hold"));
        await market.PassToNextRunAsync();
        Assert.That((await market.FundsAsync(seller)).ConnectedCents, Is.EqualTo(1711));
    }

    [Test]
    public async Task AHoldNobodyDecides_EndsAtItsDeadline()
    {
        var seller = await ReadySellerAsync();
        await PlaceAsync(seller);
        await market.PassAsync(PayoutPolicy.HoldLifetime);
        await market.PassToNextRunAsync();
        Assert.That((await market.FundsAsync(seller)).ConnectedCents, Is.EqualTo(1711));
    }

    [Test]
    public async Task ASellerAppealsTheOwnHold_Once()
    {
        var seller = await ReadySellerAsync();
        var hold = (await PlaceAsync(seller)).Value;
        Assert.That((await AppealAsync(Guid.NewGuid(), hold)).Error?.Code, Is.EqualTo("not_found"), "a stranger");
        Assert.That((await AppealAsync(seller, hold)).IsOk);
        Assert.That((await AppealAsync(seller, hold)).Error?.Code, Is.EqualTo("payouts.already_appealed"));
        Assert.That(await market.ReadAsync(db => db.PayoutHolds.Select(row => row.Appeal).SingleAsync()), Is.EqualTo("All my sales are real."));
    }

    private async Task<Guid> ReadySellerAsync()
    {
        var seller = await market.SellerAsync();
        await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(seller, 19_99));
        await market.PassAsync(TimeSpan.FromDays(7));
        await market.ReleaseAsync();
        return seller;
    }

    private Task<PayoutStanding> StandingAsync(Guid seller) => market.WithAsync((PayoutStandings standings) => standings.ReadAsync(seller, CancellationToken.None));

    private Task<Core.Kernel.Result<Guid>> PlaceAsync(Guid seller) => market.WithAsync((HoldPayouts holds) => holds.PlaceAsync(seller, "We check your listing.", Admin, null, CancellationToken.None));

    private Task<Core.Kernel.Result<Core.Kernel.Done>> LiftAsync(Guid hold) => market.WithAsync((HoldPayouts holds) => holds.LiftAsync(hold, "Checked.", CancellationToken.None));

    private Task<Core.Kernel.Result<Core.Kernel.Done>> AppealAsync(Guid seller, Guid hold) =>
        market.WithAsync((HoldPayouts holds) => holds.AppealAsync(seller, hold, "All my sales are real.", CancellationToken.None));
}
