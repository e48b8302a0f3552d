namespace Marketplace.Core.Brain.Patterns;

/// <summary>How entries are grouped by what they are about, and what counts as rising.</summary>
public static class PatternPolicy
{
    /// <summary>Fewer entries have no groups worth a name.</summary>
    public const int MinEntries = 12;
    public const int MaxGroups = 40;
    public const int LabelWords = 4;
    public const int MaxTrends = 50;

    /// <summary>Of a tag or stack in the recent weeks: fewer are chance.</summary>
    public const int MinRecent = 3;
    public const int RecentWeeks = 4;
    public const int ShownWeeks = 12;

    public static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>Groups are found anew when they are so old.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromDays(1);

    public static int Groups(int entries) => Math.Clamp((int)Math.Round(Math.Sqrt(entries / 2.0)), 2, MaxGroups);

    /// <summary>Log-odds of being about it recently against before; half an entry is added to each so that nothing divides by none.</summary>
    public static double Rise(int recent, int recentAll, int before, int beforeAll) =>
        Math.Log((recent + 0.5) / (recentAll - recent + 0.5)) - Math.Log((before + 0.5) / (beforeAll - before + 0.5));
}
