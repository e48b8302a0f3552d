using System.Text.Json;

namespace Marketplace.ServiceDefaults.Time;

/// <summary>
/// The system clock plus the offset in a small JSON file that all hosts of a development run share:
/// <c>{ "offsetSeconds": 691200 }</c>. A missing file means no offset; an unreadable one keeps the last offset.
/// Timestamps and timers stay those of the system: only the calendar moves.
/// </summary>
public sealed class SharedClock(string path, TimeProvider system) : TimeProvider
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private long? checkedAt;
    private TimeSpan offset;

    public override DateTimeOffset GetUtcNow() => system.GetUtcNow() + CurrentOffset();

    public override long GetTimestamp() => system.GetTimestamp();

    public override long TimestampFrequency => system.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => system.LocalTimeZone;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        system.CreateTimer(callback, state, dueTime, period);

    private TimeSpan CurrentOffset()
    {
        lock (gate)
        {
            if (checkedAt is null || system.GetElapsedTime(checkedAt.Value) >= CheckInterval)
            {
                offset = Read() ?? offset;
                checkedAt = system.GetTimestamp();
            }

            return offset;
        }
    }

    private TimeSpan? Read()
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return TimeSpan.FromSeconds(document.RootElement.GetProperty("offsetSeconds").GetDouble());
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return TimeSpan.Zero;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException
            or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }
}
