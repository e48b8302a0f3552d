namespace Marketplace.ServiceDefaults.Health;

internal static class DependencyHealth
{
    /// <summary>A dependency that takes longer to answer a probe is as good as down.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);
}
