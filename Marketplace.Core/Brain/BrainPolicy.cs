using Marketplace.Core.Accounts;

namespace Marketplace.Core.Brain;

/// <summary>The Brain's limits: lengths in characters, questions in a calendar month (UTC).</summary>
public static class BrainPolicy
{
    public const int MaxTitle = 140;
    public const int MaxContext = 400;

    /// <summary>Of an entry, and of one file of a package: longer files are read to here.</summary>
    public const int MaxText = 40_000;
    public const int MaxTags = 8;
    public const int MaxQuestion = 600;

    /// <summary>Questions that were answered or refused with reasons count; those that failed do not.</summary>
    public static int QuestionsPerMonth(Plan plan) => plan switch
    {
        Plan.Pro => 1_000,
        Plan.Team or Plan.Enterprise => 5_000,
        _ => 20,
    };
}
