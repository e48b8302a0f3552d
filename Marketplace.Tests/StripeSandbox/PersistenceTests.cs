using Marketplace.Tests.Infrastructure;
using Npgsql;
using Stripe;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>On PostgreSQL: what was answered is there after a restart, and time went on meanwhile.</summary>
internal sealed class PersistenceTests
{
    private string server = null!;
    private string database = null!;

    [SetUp]
    public async Task CreateDatabaseAsync()
    {
        server = (await RunningMarketplace.GetAsync()).ConnectionString("marketplace");
        var name = "sandbox_" + Guid.NewGuid().ToString("N");
        database = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 5 }.ConnectionString;
        await ExecuteAsync($"create database {name}");
    }

    [TearDown]
    public async Task DropDatabaseAsync()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(database));
        await ExecuteAsync($"drop database {new NpgsqlConnectionStringBuilder(database).Database} with (force)");
    }

    [Test]
    public async Task Restart_KeepsObjectsBalancesAndIdempotencyKeys()
    {
        Account seller;
        string transferId;
        await using (var first = await RunningSandbox.StartAsync(database))
        {
            seller = await first.OnboardedSellerAsync();
            var paid = await first.PaidSessionAsync();
            transferId = (await first.TransferAsync(seller, paid, 17_11)).Id;
            await first.CallAsync(HttpMethod.Post, "/v1/accounts", "type=express", ("Idempotency-Key", "k1"));
            await first.Receiver.WaitForAsync("transfer.created");
        }

        await using var second = await RunningSandbox.StartAsync(database);
        var transfer = await new TransferService(second.Stripe).GetAsync(transferId, new TransferGetOptions { Expand = ["source_transaction.payment_intent"] });
        var repeated = await second.CallAsync(HttpMethod.Post, "/v1/accounts", "type=express", ("Idempotency-Key", "k1"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await second.BalanceAsync(seller), Is.EqualTo((0L, 17_11L)));
            Assert.That(transfer.SourceTransaction.PaymentIntent.Metadata["order"], Is.EqualTo("ORDER-1"));
            Assert.That(repeated.Answer.Headers.Contains("Idempotent-Replayed"), Is.True);
            Assert.That(await new AccountService(second.Stripe).ListAsync(), Has.Exactly(2).Items);
        }
    }

    [Test]
    public async Task Restart_AfterDowntimeOverTuesday_MakesThePayoutUp()
    {
        Account seller;
        Stripe.Checkout.Session paid;
        await using (var first = await RunningSandbox.StartAsync(database))
        {
            seller = await first.OnboardedSellerAsync();
            paid = await first.PaidSessionAsync();
            await first.TickAsync();
        }

        await using var second = await RunningSandbox.StartAsync(database, RunningSandbox.Start.AddDays(8));
        await second.TickAsync();
        await second.TransferAsync(seller, paid, 17_11);
        await second.JumpAsync(TimeSpan.FromSeconds(1));
        var payouts = await new PayoutService(second.Stripe).ListAsync(new PayoutListOptions(), RunningSandbox.On(seller));
        Assert.That(payouts.Single().Amount, Is.EqualTo(17_11));
    }

    [Test]
    public async Task Restart_WithTheReceiverDownBefore_DeliversToWhereItIsNow()
    {
        await using (var first = await RunningSandbox.StartAsync(database))
        {
            first.Receiver.Status = 503;
            await first.PaidSessionAsync();
        }

        await using var second = await RunningSandbox.StartAsync(database);
        await second.Receiver.WaitForAsync("checkout.session.completed");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
