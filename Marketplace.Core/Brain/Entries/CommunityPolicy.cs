namespace Marketplace.Core.Brain.Entries;

/// <summary>Questions to everybody: free of charge, not without measure.</summary>
public static class CommunityPolicy
{
    public const int MinBody = 15;
    public const int MaxPerDay = 10;
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);
}
