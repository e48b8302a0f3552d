namespace Marketplace.NativeHost.Running;

/// <summary>How often a process that ended by itself is started again: with growing pauses, and given up after five times in a minute.</summary>
internal sealed class RestartPolicy(TimeProvider time)
{
    private const int Limit = 5;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    private readonly Queue<DateTimeOffset> endings = new();

    /// <summary>The pause before the next start, or null to give up.</summary>
    public TimeSpan? Ended()
    {
        var now = time.GetUtcNow();
        while (endings.TryPeek(out var first) && now - first > Window)
        {
            endings.Dequeue();
        }

        endings.Enqueue(now);
        return endings.Count > Limit ? null : FirstPause * Math.Pow(2, endings.Count - 1);
    }
}
