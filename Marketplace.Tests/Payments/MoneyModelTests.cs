using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Marketplace.Core.Analytics;
using Marketplace.Core.Ledger;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Payments;

/// <summary>
/// Random sequences of what may happen to money, each against the books, Stripe's books and a model. <c>MONEY_SEQUENCES=10000</c> plays more of
/// them, <c>MONEY_SEED</c> begins with a seed that a failure printed.
/// </summary>
[NonParallelizable]
internal sealed class MoneyModelTests
{
    /// <summary>Databases and sandboxes are reused, but not for so long that looking through them takes the time.</summary>
    private const int SequencesPerMarket = 60;

    private const int InvariantsEvery = 6;
    private const int UsualCount = 250;
    private const int AuditedEvery = 8;

    private readonly ConcurrentBag<(Market Market, int Played)> idle = [];
    private int played;
    private int opened;

    [TearDown]
    public async Task CloseAsync()
    {
        while (idle.TryTake(out var one))
        {
            await one.Market.DisposeAsync();
        }
    }

    [Test]
    public async Task AnySequenceOfSalesRefundsDisputesPayoutsAndFailures_LeavesBooksThatAreRight()
    {
        var count = Environment.GetEnvironmentVariable("MONEY_SEQUENCES") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : UsualCount;
        var seed = Environment.GetEnvironmentVariable("MONEY_SEED") is { Length: > 0 } given ? given : null;
        var watch = Stopwatch.StartNew();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        await MoneyStep.Sequence.SampleAsync(
            PlayAsync,
            seed: seed,
            iter: count,
            threads: Environment.ProcessorCount,
            print: steps => string.Join(Environment.NewLine, steps.Select(step => step.ToString())));
        while (idle.TryTake(out var one))
        {
            await one.Market.AssertBooksAsync();
            await one.Market.DisposeAsync();
        }

        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{played} sequences in {watch.Elapsed.TotalSeconds:F0} s: {watch.Elapsed.TotalMilliseconds / played:F0} ms each, {(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds / played:F0} ms of this process's time."));
    }

    /// <summary>In a market with a history first, because it is faster. What fails there is tried in a fresh one, so that a shrunk sequence fails by itself.</summary>
    private async Task PlayAsync(MoneyStep[] steps)
    {
        var (market, before) = idle.TryTake(out var used) ? used : (await OpenAsync(), 0);
        try
        {
            await PlayAsync(market, steps, before % InvariantsEvery == InvariantsEvery - 1);
            if (before + 1 < SequencesPerMarket)
            {
                idle.Add((market, before + 1));
                return;
            }

            await market.AssertBooksAsync();
            await market.DisposeAsync();
        }
        catch (Exception withHistory)
        {
            await market.DisposeAsync();
            await PlayFreshAsync(steps);
            throw new InvalidOperationException($"The sequence fails only after {before} others in its market, or not always.", withHistory);
        }
    }

    private Task<Market> OpenAsync() => Market.OpenAsync(isAudited: Interlocked.Increment(ref opened) % AuditedEvery == 1);

    private async Task PlayFreshAsync(MoneyStep[] steps)
    {
        await using var fresh = await Market.OpenAsync();
        await PlayAsync(fresh, steps, areInvariantsChecked: true);
        await fresh.AssertBooksAsync();
    }

    private async Task PlayAsync(Market market, MoneyStep[] steps, bool areInvariantsChecked)
    {
        var play = new MoneyPlay(market);
        await play.RunAsync(steps);
        await new MoneyModel(market).AssertAsync(play.Orders, play.ActiveSellers);
        if (areInvariantsChecked)
        {
            var invariants = await market.WithAsync((LedgerInvariants ledger) => ledger.CheckAsync(CancellationToken.None));
            Assert.That(invariants.Where(invariant => !invariant.IsOk), Is.Empty);
            Assert.That(await market.WithAsync((CheckAggregates check) => check.ExecuteAsync(CancellationToken.None)), Is.EqualTo(new AggregateFindings(0, 0, 0, 0)), "the sellers' figures are what the books say");
            await market.AssertRebuildChangesNothingAsync();
        }

        Interlocked.Increment(ref played);
    }
}
