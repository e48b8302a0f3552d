using System.Diagnostics;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Resilience;

/// <summary>Ends processes of the product by SIGKILL, in an order and at moments that follow from a seed and from how far the work is.</summary>
internal sealed class Killer(RunningMarketplace market, int seed)
{
    public static readonly string[] Victims = ["api", "workers", "postgres"];

    private readonly Random random = new(seed);
    private readonly Dictionary<string, int> kills = Victims.ToDictionary(victim => victim, _ => 0);
    private readonly Queue<string> order = [];

    public string Summary => string.Join(", ", kills.Select(pair => $"{pair.Key} {pair.Value}"));

    public int Count(string victim) => kills[victim];

    /// <summary>
    /// Kills again and again until the work is done, each time after some more of it. By the clock, a slow machine would get nothing
    /// done between two kills, and a fast one be finished before the second.
    /// </summary>
    /// <param name="progress">Grows as the work goes on.</param>
    /// <param name="most">How far the work goes at most between two kills.</param>
    public async Task DuringAsync(Task work, Func<Task<int>> progress, int most)
    {
        var next = 0;
        while (!work.IsCompleted)
        {
            var done = await progress();
            if (done >= next)
            {
                await Task.Delay(random.Next(150));
                if (next > 0 && !work.IsCompleted)
                {
                    Kill(NextVictim());
                }

                next = done + random.Next(most / 3, most);
            }

            await Task.WhenAny(work, Task.Delay(20));
        }

        await work;
    }

    /// <summary>Kills whoever had fewer turns, each time when all are up.</summary>
    public async Task CompleteAsync(int turns, TimeSpan patience)
    {
        foreach (var victim in Victims)
        {
            while (kills[victim] < turns)
            {
                await market.UntilUpAsync(patience);
                Kill(victim);
            }
        }
    }

    /// <summary>Nobody may be there: it was killed before and is not up again.</summary>
    public void Kill(string victim)
    {
        try
        {
            if (market.Pid(victim) is { } pid)
            {
                using var process = Process.GetProcessById(pid);
                process.Kill();
                kills[victim]++;
            }
        }
        catch (ArgumentException)
        {
            // It has just ended.
        }
    }

    /// <summary>Each has its turn, in a random order.</summary>
    private string NextVictim()
    {
        if (order.Count == 0)
        {
            var round = Victims.ToArray();
            random.Shuffle(round);
            Array.ForEach(round, order.Enqueue);
        }

        return order.Dequeue();
    }
}
