using System.Diagnostics;
using System.Globalization;
using Marketplace.Core.Data;
using Marketplace.Core.Payouts;
using Marketplace.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Tests.Resilience;

/// <summary>
/// Real processes end by SIGKILL while people buy, refund and are paid. The variable <c>KILL_SEED</c> repeats who acts how, and what is killed
/// after how much of it; how the processes interleave is the machine's.
/// </summary>
[TestFixture, NonParallelizable, Order(2)]
internal sealed class KilledProcessesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly Shop shop = OwnMarketplace.Shop;
    private readonly Stopwatch watch = Stopwatch.StartNew();

    [Test]
    public async Task ApiWorkersAndPostgres_KilledDuringPurchasesRefundsAndAWeeklyRun_LeaveEverybodyPaidOnceAndNothingStuck()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("KILL_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next(100_000);
        Report($"KILL_SEED={seed}");
        var crowd = new Crowd(shop, seed);
        var killer = new Killer(shop.Market, seed);

        await killer.DuringAsync(crowd.BuyAsync(), Answers, most: 140);
        Report($"{crowd.Paid.Count} purchases and {crowd.Refunds} refunds; killed so far: {killer.Summary}");
        Assert.That(crowd.Paid, Has.Count.EqualTo(Crowd.Buyers * Crowd.OrdersPerBuyer));

        // The holding period passes and a Monday comes; the first kill is aimed into the run.
        var runs = await RunsAsync();
        await shop.Market.MoveClockAsync("+8d");
        await UntilAsync("the weekly run has begun", db => db.SellerTransfers.AnyAsync(transfer => transfer.State == TransferState.Created));
        killer.Kill("workers");
        await killer.DuringAsync(UntilRunIsDoneAsync(runs + 1), SentAsync, most: 60);
        Report($"weekly run; killed so far: {killer.Summary}");

        await killer.DuringAsync(crowd.RefundAfterPayoutAsync(), Answers, most: 20);
        Report($"{crowd.Refunds} refunds; killed so far: {killer.Summary}; {PatientClient.Repeats} requests were sent again");

        // How often each was there to be killed is the machine's: who had fewer turns has them now, while sweeps and outbox are still at work.
        await killer.CompleteAsync(turns: 3, Patience);
        Assert.That(Killer.Victims.Select(killer.Count), Is.All.GreaterThanOrEqualTo(3), killer.Summary);

        await shop.Market.UntilUpAsync(Patience);
        await Stuck.UntilNothingIsAsync(shop.Market, TimeSpan.FromMinutes(4));
        Report("nothing is stuck");

        // Another week takes what came too late for this one, and the banks' Tuesday.
        await shop.Market.MoveClockAsync("+8d");
        await UntilRunIsDoneAsync(runs + 2);
        await Stuck.UntilNothingIsAsync(shop.Market, TimeSpan.FromMinutes(4));
        Report("another week");
        await AssertAsync(crowd, killer);
    }

    private async Task AssertAsync(Crowd crowd, Killer killer)
    {
        var audit = new Audit(shop);
        Assert.That(await audit.PaidOrdersAsync(crowd.Paid.Select(order => order.BuyerId)), Is.EquivalentTo(crowd.Paid.Select(order => order.OrderId)), "orders whose page took the money, and paid orders of these buyers");
        await audit.AssertSalesAsync();
        await audit.AssertRefundsAsync();
        await audit.AssertTransfersAsync();
        await audit.AssertNobodyWaitsAsync();
        await audit.AssertBooksAsync();

        // A worker has as many mails in its hands as the outbox has lanes.
        await audit.AssertConfirmationsAsync(mostRepeats: 3 * killer.Count("workers"));
        Report("audited");
    }

    private static Task<int> Answers() => Task.FromResult(PatientClient.Answers);

    private Task<int> SentAsync() => ApiPerson.InDatabaseAsync(db => db.SellerTransfers.CountAsync(transfer => transfer.State == TransferState.Sent), shop.Market);

    private Task<int> RunsAsync() => ApiPerson.InDatabaseAsync(db => db.PayoutRuns.CountAsync(), shop.Market);

    /// <summary>All that is ready has been transferred. What a killed worker had planned is left to the sweep, which comes after two minutes.</summary>
    private async Task UntilRunIsDoneAsync(int runs)
    {
        var begun = Stopwatch.StartNew();
        await UntilAsync("the weekly run is done", async db =>
        {
            if (begun.Elapsed > TimeSpan.FromSeconds(5))
            {
                begun.Restart();
                await shop.Market.MoveClockAsync("+3m");
            }

            return await db.PayoutRuns.CountAsync() >= runs
                && !await db.PayoutRuns.AnyAsync(run => run.CompletedAt == null)
                && !await db.SellerTransfers.AnyAsync(transfer => transfer.State == TransferState.Created);
        });
    }

    private async Task UntilAsync(string what, Func<MarketplaceDb, Task<bool>> condition)
    {
        for (var waited = Stopwatch.StartNew(); !await ApiPerson.InDatabaseAsync(condition, shop.Market); await Task.Delay(100))
        {
            if (waited.Elapsed > Patience)
            {
                throw new AssertionException($"Waited {Patience.TotalMinutes:F0} min in vain until {what}.");
            }
        }
    }

    private void Report(string what) => TestContext.Out.WriteLine($"{watch.Elapsed.TotalSeconds,6:F1} s: {what}");
}
