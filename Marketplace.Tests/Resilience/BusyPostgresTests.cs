using Marketplace.Tests.Infrastructure;
using Npgsql;

namespace Marketplace.Tests.Resilience;

/// <summary>The native host and a PostgreSQL that is killed while it works.</summary>
[TestFixture, NonParallelizable, Order(3)]
internal sealed class BusyPostgresTests
{
    [Test]
    public async Task Postgres_KilledWhileASessionReckons_IsStartedOnceAndComesBackBeforeTheSessionWouldHaveEnded()
    {
        var market = OwnMarketplace.Shop.Market;
        await market.UntilUpAsync(TimeSpan.FromMinutes(2));
        var starts = Restarts(market);
        await using var connection = new NpgsqlConnection(market.ConnectionString("marketplace") + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync();

        // Never waits for anything, so it does not look whether its server is still there; without the host's help it would reckon for an hour.
        await using var command = new NpgsqlCommand("select count(*) from generate_series(1, 20000000000) as number where sqrt(number) < 0", connection);
        var reckoning = command.ExecuteScalarAsync();
        await Task.Delay(TimeSpan.FromSeconds(1));
        new Killer(market, seed: 0).Kill("postgres");

        Assert.That(async () => await reckoning, Throws.InstanceOf<NpgsqlException>());
        await UntilRestartedAsync(market, starts);
        Assert.That(Restarts(market), Is.EqualTo(starts + 1), "starts in vain beside the old session");
    }

    private static int Restarts(RunningMarketplace market) => market.Resource("postgres")["restarts"]!.GetValue<int>();

    private static async Task UntilRestartedAsync(RunningMarketplace market, int starts)
    {
        for (var attempt = 0; attempt < 600 && (Restarts(market) == starts || market.Resource("postgres")["state"]!.GetValue<string>() != "running"); attempt++)
        {
            await Task.Delay(100);
        }

        await market.UntilUpAsync(TimeSpan.FromMinutes(2));
    }
}
