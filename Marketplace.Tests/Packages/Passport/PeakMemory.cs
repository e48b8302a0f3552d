using System.Diagnostics;

namespace Marketplace.Tests.Packages.Passport;

/// <summary>By how much the process grew at most, looked at every few milliseconds.</summary>
internal sealed class PeakMemory : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task<long> watching;

    public PeakMemory()
    {
        GC.Collect();
        var before = Now();
        watching = Task.Run(async () =>
        {
            var peak = before;
            while (!stop.IsCancellationRequested)
            {
                peak = Math.Max(peak, Now());
                await Task.Delay(5);
            }

            return Math.Max(peak, Now()) - before;
        });
    }

    public async Task<long> StopAsync()
    {
        await stop.CancelAsync();
        return await watching;
    }

    public void Dispose() => stop.Dispose();

    private static long Now()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
