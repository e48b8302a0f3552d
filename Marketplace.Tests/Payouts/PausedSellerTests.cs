using Marketplace.Core.Payouts;
using Marketplace.StripeSandbox.Accounts;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Payouts;

/// <summary>Stripe pauses a seller's account: released money waits, and goes out once Stripe is content again.</summary>
internal sealed class PausedSellerTests
{
    [Test]
    public async Task APausedSeller_SeesTheReason_AndIsPaidAfterwards()
    {
        await using var market = await Market.OpenAsync();
        var seller = await market.SellerAsync();
        await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(seller, 19_99));
        var accountId = await market.StripeAccountAsync(seller);
        await TransfersAsync(market, accountId, "inactive");
        await market.PassAsync(TimeSpan.FromDays(7));
        await market.PassToNextRunAsync();
        Assert.That((await market.FundsAsync(seller)).PayableCents, Is.EqualTo(1711));
        var account = (await market.WithAsync((RefreshSellerAccount refresh) => refresh.ExecuteAsync(seller, CancellationToken.None)))!;
        var standing = await market.WithAsync((PayoutStandings standings) => standings.ReadAsync(seller, CancellationToken.None));
        Assert.That(PayoutPolicy.ObstacleFor(account, standing)?.Code, Is.EqualTo("transfers_inactive"));
        await TransfersAsync(market, accountId, "active");
        await market.PassToNextRunAsync();
        Assert.That((await market.FundsAsync(seller)).ConnectedCents, Is.EqualTo(1711));
        await market.AssertBooksAsync();
    }

    private static async Task TransfersAsync(Market market, string accountId, string status)
    {
        await market.AtStripeAsync(scope => AccountStates.Change(scope, scope.Find<Account>(accountId)!, new AccountStateChange { Transfers = status }).Id);

        // Its webhook is lost: the sweep looks.
        await market.PassAsync(PayoutPolicy.CheckAfter);
        await market.WithAsync((SweepAccounts sweep) => sweep.ExecuteAsync(CancellationToken.None));
    }
}
