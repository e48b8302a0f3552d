using Marketplace.Core.Kernel;

namespace Marketplace.Core.Packages;

/// <summary>Which of a product's versions is the newest: the highest release; a pre-release or a yanked version only where nothing better is left.</summary>
public static class VersionPolicy
{
    public static IComparer<string> Ascending { get; } = Comparer<string>.Create(SemanticVersion.Compare);

    /// <summary>What a new version must be above: a fix of 1.0.0 may come after 2.0.0-beta.1.</summary>
    public static string? HighestRelease(IEnumerable<string> versions) =>
        versions.Where(version => !SemanticVersion.IsPreRelease(version)).MaxBy(version => version, Ascending);

    public static T? Newest<T>(IEnumerable<T> versions, Func<T, string> version, Func<T, bool> isYanked) where T : class =>
        versions
            .OrderBy(isYanked)
            .ThenBy(candidate => SemanticVersion.IsPreRelease(version(candidate)))
            .ThenByDescending(version, Ascending)
            .FirstOrDefault();
}
