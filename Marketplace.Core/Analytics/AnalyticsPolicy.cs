namespace Marketplace.Core.Analytics;

/// <summary>How far a seller may look at once, and how much of where views come from is kept. Days are UTC days of the marketplace's clock.</summary>
public static class AnalyticsPolicy
{
    /// <summary>Of one question about days: two years. The finest figures as CSV have no such limit.</summary>
    public const int MostDays = 731;

    /// <summary>Up to today, today included, when nothing is asked for.</summary>
    public const int UsualDays = 30;

    /// <summary>Rows of one answer but days; a file has all.</summary>
    public const int MostRows = 100;

    /// <summary>ISO 3166 leaves it to us: no country was stated.</summary>
    public const string NoCountry = "ZZ";

    public const int MaxReferrer = 100;
    public const int MaxUtm = 50;

    /// <summary>Different sources of one product on one day. Made-up campaigns must not fill the table: what comes beyond goes to <see cref="OtherSource"/>.</summary>
    public const int MostSources = 100;

    public const string OtherSource = "(other)";

    public static readonly TimeSpan CheckEvery = TimeSpan.FromDays(1);

    /// <summary>An event that is older and not counted has been forgotten: the outbox tries for minutes.</summary>
    public static readonly TimeSpan CountWithin = TimeSpan.FromHours(1);

    /// <summary>How long it is remembered that a batch of views, or a cart, was counted. Outbox messages live for a week.</summary>
    public static readonly TimeSpan RememberTraffic = TimeSpan.FromDays(30);

    /// <summary>How long one statement of the comparison may take: it reads all sales.</summary>
    public static readonly TimeSpan StatementWithin = TimeSpan.FromMinutes(30);

    public static bool IsCheckDue(DateTimeOffset? last, DateTimeOffset now) => last is not { } at || now - at >= CheckEvery;

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
