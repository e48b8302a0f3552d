namespace Marketplace.Core.Accounts;

/// <summary>What a person has subscribed to.</summary>
public enum Plan
{
    Free,
    Pro,
    Team,
    Enterprise,
}
