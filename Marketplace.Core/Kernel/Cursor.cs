using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Marketplace.Core.Kernel;

/// <summary>
/// An opaque keyset cursor: the last row's sort key and id. Lists order by (key, id), so paging stays stable while rows come and go.
/// </summary>
public readonly record struct Cursor(string Key, Guid Id)
{
    /// <summary>A cursor that was not made here is the caller's mistake.</summary>
    public static Error Malformed { get; } = new(ErrorKind.Invalid, "validation_failed", "The cursor is not one that a list gave out.", "cursor");

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Id:N}{Key}"));

    public static bool TryParse(string text, out Cursor cursor)
    {
        cursor = default;
        if (text.Length > 500 || !Base64Url.IsValid(text))
        {
            return false;
        }

        var decoded = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        if (decoded.Length < 32 || !Guid.TryParseExact(decoded[..32], "N", out var id))
        {
            return false;
        }

        cursor = new Cursor(decoded[32..], id);
        return true;
    }
}

/// <summary>A place in a list that is ordered by a time and an id: where the next page starts.</summary>
public readonly record struct TimePosition(DateTimeOffset At, Guid Id)
{
    /// <summary>The start of a list with the newest first.</summary>
    public static TimePosition Newest { get; } = new(DateTimeOffset.MaxValue, Guid.AllBitsSet);

    /// <summary>The start of a list with the oldest first.</summary>
    public static TimePosition Oldest { get; } = new(DateTimeOffset.MinValue, Guid.Empty);

    public static Result<TimePosition> Parse(string? cursor, TimePosition start)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return start;
        }

        return Cursor.TryParse(cursor, out var parsed)
            && long.TryParse(parsed.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTimeOffset.MaxValue.UtcTicks
                ? new TimePosition(new DateTimeOffset(ticks, TimeSpan.Zero), parsed.Id)
                : Cursor.Malformed;
    }

    /// <summary>The cursor that <see cref="Parse"/> reads.</summary>
    public override string ToString() => new Cursor(At.UtcTicks.ToString(CultureInfo.InvariantCulture), Id).ToString();
}
