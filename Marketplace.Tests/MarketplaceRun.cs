using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests;

/// <summary>Around all tests: ends the product if a test started it.</summary>
[SetUpFixture]
internal sealed class MarketplaceRun
{
    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await Browsers.CloseAsync();
        await RunningMarketplace.StopAsync();
    }
}
