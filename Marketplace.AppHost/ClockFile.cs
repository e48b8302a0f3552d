using System.Globalization;
using System.Text.Json;

namespace Marketplace.AppHost;

/// <summary>The demo clock: a small file that every host reads in Development. It says how far market time is ahead of the wall clock.</summary>
internal static class ClockFile
{
    private const string OffsetProperty = "offsetSeconds";
    private static readonly TimeSpan Limit = TimeSpan.FromDays(3650);

    public static TimeSpan Read(string path)
    {
        if (!File.Exists(path))
        {
            return TimeSpan.Zero;
        }

        using var json = JsonDocument.Parse(File.ReadAllText(path));
        return TimeSpan.FromSeconds(json.RootElement.GetProperty(OffsetProperty).GetDouble());
    }

    /// <summary>Applies "+8d", "+36h", "+1d12h" or "reset". Null when done, else what is wrong with the text.</summary>
    public static string? Apply(string path, string text)
    {
        if (string.Equals(text.Trim(), "reset", StringComparison.OrdinalIgnoreCase))
        {
            Write(path, TimeSpan.Zero);
            return null;
        }

        if (ParseForward(text) is not { } step)
        {
            return $"'{text}' is no step forward. Say +8d, +36h, +90m or +1d12h, or reset.";
        }

        var offset = Read(path) + step;
        if (offset > Limit)
        {
            return "The clock goes ten years ahead at most.";
        }

        Write(path, offset);
        return null;
    }

    /// <summary>Null for anything but a step forward: due dates would be met twice if time went back, so only reset does that.</summary>
    public static TimeSpan? ParseForward(string text)
    {
        var rest = text.Trim().TrimStart('+');
        var total = TimeSpan.Zero;
        while (rest.Length > 0)
        {
            var digits = rest.TakeWhile(char.IsAsciiDigit).Count();
            if (digits is 0 or > 5 || digits == rest.Length || Unit(rest[digits]) is not { } unit)
            {
                return null;
            }

            total += unit * int.Parse(rest.AsSpan(0, digits), CultureInfo.InvariantCulture);
            rest = rest[(digits + 1)..];
        }

        return total > TimeSpan.Zero ? total : null;
    }

    public static string Describe(TimeSpan offset, DateTimeOffset wallTime)
    {
        var now = (wallTime + offset).ToString("ddd yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return offset == TimeSpan.Zero ? now : string.Create(CultureInfo.InvariantCulture, $"{now} ({offset.Days} d {offset.Hours} h {offset.Minutes} min ahead)");
    }

    private static TimeSpan? Unit(char letter) => char.ToLowerInvariant(letter) switch
    {
        'd' => TimeSpan.FromDays(1),
        'h' => TimeSpan.FromHours(1),
        'm' => TimeSpan.FromMinutes(1),
        's' => TimeSpan.FromSeconds(1),
        _ => null,
    };

    // Replaced in one step: a host that reads meanwhile sees the old time or the new one.
    private static void Write(string path, TimeSpan offset)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".new";
        File.WriteAllText(temporary, $$"""{ "{{OffsetProperty}}": {{offset.TotalSeconds.ToString(CultureInfo.InvariantCulture)}} }""");
        File.Move(temporary, path, overwrite: true);
    }
}
