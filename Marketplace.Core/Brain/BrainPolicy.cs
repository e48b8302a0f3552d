namespace Marketplace.Core.Brain;

/// <summary>The Brain's limits: lengths in characters. How many questions a month has is the plan's: <c>PlanTable</c>.</summary>
public static class BrainPolicy
{
    public const int MaxTitle = 140;
    public const int MaxContext = 400;

    /// <summary>Of an entry, and of one file of a package: longer files are read to here.</summary>
    public const int MaxText = 40_000;
    public const int MaxTags = 8;
    public const int MaxQuestion = 600;
}
