namespace Marketplace.NativeHost.Running;

/// <summary>
/// How often a process that ended by itself is started again: with growing pauses, and given up when it has ended six times within a minute
/// without having been ready. One that was ready can start: what ended it came from outside, and may come again.
/// </summary>
internal sealed class RestartPolicy(TimeProvider time)
{
    private const int Limit = 5;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private readonly Queue<DateTimeOffset> endings = new();
    private int failedStarts;

    /// <returns>The pause before the next start, or null to give up.</returns>
    public TimeSpan? Ended(bool wasReady)
    {
        var now = time.GetUtcNow();
        while (endings.TryPeek(out var first) && now - first > Window)
        {
            endings.Dequeue();
        }

        endings.Enqueue(now);
        failedStarts = wasReady ? 0 : Math.Min(failedStarts + 1, endings.Count);
        return failedStarts > Limit ? null : FirstPause * Math.Pow(2, Math.Min(endings.Count, Limit) - 1);
    }
}
