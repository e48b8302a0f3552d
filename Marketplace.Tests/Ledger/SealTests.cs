using Marketplace.Core.Data;
using Marketplace.Core.Ledger;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Marketplace.Tests.Ledger;

/// <summary>The chains over the ledger: what a hand that may do everything in the database leaves behind.</summary>
internal sealed class SealTests
{
    private Market market = null!;

    [SetUp]
    public async Task OpenAsync() => market = await Market.OpenAsync();

    [TearDown]
    public async Task CloseAsync() => await market.DisposeAsync();

    [Test]
    public async Task Sealing_TakesEachEntryOnce_AndTheChainVerifies()
    {
        await SellAsync(3);
        Assert.That(await SealAsync(), Is.EqualTo(3));
        await SellAsync(1);
        Assert.That(await SealAsync(), Is.EqualTo(1));
        Assert.That(await SealAsync(), Is.Zero);
        var report = await VerifyAsync();
        Assert.That(report.Findings.Where(finding => !finding.IsOk), Is.Empty);
        Assert.That(report.Sealed, Is.EqualTo(4));
        await market.AssertBooksAsync();
    }

    [Test]
    public async Task TwoSealersAtOnce_LeaveNoGap_AndSealNothingTwice()
    {
        await SellAsync(6);
        var counts = await Task.WhenAll(SealAsync(), SealAsync(), SealAsync());
        Assert.That(counts.Sum(), Is.EqualTo(6));
        Assert.That(await market.ReadAsync(db => db.Seals.OrderBy(seal => seal.Sequence).Select(seal => seal.Sequence).ToListAsync()), Is.EqualTo(Enumerable.Range(1, 6)));
        Assert.That((await VerifyAsync()).IsOk);
    }

    [Test]
    public async Task AnEntryThatCommitsLate_IsSealedLate_AndTheChainHolds()
    {
        await SellAsync(1);
        await market.ReadAsync(late => late.InTransactionAsync(async () =>
        {
            late.JournalEntries.Add(Adjustment("late", market.Clock.GetUtcNow().AddHours(-1)));
            await late.SaveChangesAsync();
            Assert.That(await SealAsync(), Is.EqualTo(1), "the open transaction's entry is not visible");
            return true;
        }, CancellationToken.None));
        Assert.That(await SealAsync(), Is.EqualTo(1));
        Assert.That((await VerifyAsync()).IsOk);
    }

    [Test]
    public async Task AChangedAmount_IsFound_ByItsEntry()
    {
        await SellAsync(3);
        await SealAsync();
        var entry = await EntryAsync(2);
        await ForceAsync($"update ledger.postings set amount_cents = amount_cents * 2 where entry_id = '{entry}'");
        await AssertFoundAsync($"Entry {entry}");
    }

    [Test]
    public async Task AChangedTime_IsFound_ByItsEntry()
    {
        await SellAsync(2);
        await SealAsync();
        var entry = await EntryAsync(1);
        await ForceAsync($"update ledger.entries set occurred_at = occurred_at - interval '1 day' where id = '{entry}'");
        await AssertFoundAsync($"Entry {entry}");
    }

    [Test]
    public async Task ARemovedEntry_IsFound()
    {
        await SellAsync(3);
        await SealAsync();
        var entry = await EntryAsync(2);
        await ForceAsync($"delete from ledger.postings where entry_id = '{entry}'; delete from ledger.entries where id = '{entry}'");
        await AssertFoundAsync($"Entry {entry}, sealed as number 2, was removed");
    }

    [Test]
    public async Task AnEntryRemovedWithItsSeal_LeavesAGap()
    {
        await SellAsync(3);
        await SealAsync();
        var entry = await EntryAsync(2);
        await ForceAsync($"delete from ledger.postings where entry_id = '{entry}'; delete from ledger.entries where id = '{entry}'; delete from ledger.seals where sequence = 2");
        await AssertFoundAsync("Seal 2 is missing");
    }

    [Test]
    public async Task AnEntryInsertedPastTheSealer_IsFound()
    {
        await SellAsync(1);
        await SealAsync();
        var id = Guid.NewGuid();
        await ForceAsync($"insert into ledger.entries (id, event_type, source_id, occurred_at, booked_at) values ('{id}', 'sale', 'forged', now(), now())");
        await AssertFoundAsync($"Entry {id} was inserted past the sealer");
    }

    [Test]
    public async Task AnEndThatIsCutOff_IsFound_BecauseTheLastVerificationKnewIt()
    {
        await SellAsync(3);
        await SealAsync();
        await CheckAsync();
        var entry = await EntryAsync(3);
        await ForceAsync(
            $"delete from ledger.seller_seals where entry_id = '{entry}'; delete from ledger.postings where entry_id = '{entry}'; delete from ledger.entries where id = '{entry}'; delete from ledger.seals where sequence = 3");
        await CheckAsync();
        var check = await market.ReadAsync(db => db.LedgerChecks.AsNoTracking().SingleAsync(check => check.Name == LedgerCheck.Seals));
        Assert.That(check.IsOk, Is.False);
        Assert.That(check.Findings, Does.Contain("its end was cut off"));
        Assert.That(check.HeadSequence, Is.EqualTo(3), "the good end is kept");
    }

    [Test]
    public async Task ASellersChain_ThatIsTamperedWith_IsFound()
    {
        await SellAsync(2);
        await SealAsync();
        await ForceAsync("update ledger.seller_seals set balance_cents = balance_cents + 1 where number = 2");
        await AssertFoundAsync("number 2 of seller");
    }

    [Test]
    public async Task Seals_RefuseChanges()
    {
        await SellAsync(1);
        await SealAsync();
        foreach (var sql in new[] { "update ledger.seals set sealed_at = now()", "delete from ledger.seals", "delete from ledger.seller_seals", "truncate ledger.seals" })
        {
            Assert.That(() => market.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql)), Throws.InstanceOf<Npgsql.PostgresException>().With.Message.Contains("The ledger only grows"), sql);
        }
    }

    [Test]
    public async Task ABalance_IsTheSumOfThePostings_BeforeBetweenAndAfterSealings()
    {
        var seller = await market.SellerAsync();
        for (var i = 0; i < 4; i++)
        {
            await market.PaidOrderAsync(await market.BuyerAsync(), await market.ProductAsync(seller, 19_99));
            if (i == 1)
            {
                await SealAsync();
            }

            Assert.That((await market.FundsAsync(seller)).EscrowCents, Is.EqualTo(1711 * (i + 1)));
            await market.AssertBooksAsync();
        }

        await market.PassAsync(TimeSpan.FromDays(8));
        await market.RunPayoutsAsync();
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(new SellerFunds(0, 0, 4 * 1711, 0, 0, 0)));
        await SealAsync();
        Assert.That(await market.FundsAsync(seller), Is.EqualTo(new SellerFunds(0, 0, 4 * 1711, 0, 0, 0)));
        await market.AssertBooksAsync();
    }

    [Test]
    public async Task TheStoredCheck_FollowsTheClock_AndTheHealthCheckReadsIt()
    {
        await SellAsync(1);
        await SealAsync();
        await CheckAsync(isForced: false);
        Assert.That((await HealthAsync()).Status, Is.EqualTo(HealthStatus.Healthy));
        var first = await CheckedAtAsync();
        market.Clock.Advance(TimeSpan.FromMinutes(59));
        await CheckAsync(isForced: false);
        Assert.That(await CheckedAtAsync(), Is.EqualTo(first), "not due yet");
        market.Clock.Advance(TimeSpan.FromMinutes(1));
        await CheckAsync(isForced: false);
        Assert.That(await CheckedAtAsync(), Is.GreaterThan(first));

        market.Clock.Advance(TimeSpan.FromHours(3));
        Assert.That((await HealthAsync()).Description, Does.Contain("invariants: last checked"));

        await SellAsync(1);
        await ForceAsync("update ledger.postings set amount_cents = amount_cents + 1 where position = 0");
        await CheckAsync();
        var health = await HealthAsync();
        Assert.That(health.Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That(health.Description, Does.Contain("statements do not hold"));
    }

    private async Task SellAsync(int times)
    {
        var product = await market.ProductAsync(await market.SellerAsync(), 19_99);
        for (var i = 0; i < times; i++)
        {
            await market.PaidOrderAsync(await market.BuyerAsync(), product);
        }
    }

    private Task<int> SealAsync() => market.WithAsync((SealEntries seal) => seal.ExecuteAsync(CancellationToken.None));

    private Task<SealReport> VerifyAsync() => market.WithAsync((VerifySeals verify) => verify.ExecuteAsync(null, CancellationToken.None));

    private Task<bool> CheckAsync(bool isForced = true) => market.WithAsync(async (CheckLedger check) =>
    {
        await check.ExecuteAsync(isForced, CancellationToken.None);
        return true;
    });

    private Task<DateTimeOffset> CheckedAtAsync() => market.ReadAsync(db => db.LedgerChecks.Where(check => check.Name == LedgerCheck.Invariants).Select(check => check.CheckedAt).SingleAsync());

    private Task<HealthCheckResult> HealthAsync() => market.ReadAsync(db => new LedgerHealthCheck(db, market.Clock).CheckHealthAsync(new(), CancellationToken.None));

    private Task<Guid> EntryAsync(long sequence) => market.ReadAsync(db => db.Seals.Where(seal => seal.Sequence == sequence).Select(seal => seal.EntryId).SingleAsync());

    /// <summary>As a superuser could: without triggers and foreign keys.</summary>
    private Task<int> ForceAsync(string sql) => market.ReadAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"set session_replication_role = replica; {sql}; set session_replication_role = origin;";
        return await command.ExecuteNonQueryAsync();
    });

    private async Task AssertFoundAsync(string text)
    {
        var report = await VerifyAsync();
        Assert.That(report.IsOk, Is.False);
        Assert.That(report.Findings.Where(finding => !finding.IsOk).Select(finding => finding.Detail), Has.Some.Contains(text));
    }

    private static JournalEntry Adjustment(string source, DateTimeOffset at) => JournalEntry.Create(
        "adjustment", source, at, at, [PostingDraft.Debit(LedgerAccounts.PlatformLoss, new(100, "USD")), PostingDraft.Credit(LedgerAccounts.PlatformRevenue, new(100, "USD"))]);
}
