using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Resilience;

/// <summary>A marketplace of this folder's own: its processes are doubled and killed, which the one that other tests share must not be.</summary>
[SetUpFixture]
internal sealed class OwnMarketplace
{
    private static RunningMarketplace? market;
    private static Shop? shop;

    public static Shop Shop => shop!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        // A test moves the clock and does not want to wait a minute for each sweep, as the weekly run need not be waited for in development either.
        market = await RunningMarketplace.StartOwnAsync("resilience", ("Schedules__Sweeps", "*/5 * * * * *"));
        shop = await Shop.OpenAsync(market);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        shop?.Dispose();
        if (market is not null)
        {
            await market.DisposeAsync();
        }
    }
}
