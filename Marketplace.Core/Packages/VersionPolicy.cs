using Marketplace.Core.Kernel;

namespace Marketplace.Core.Packages;

/// <summary>Which of a product's versions is the newest: the highest release; a pre-release or a yanked version only where nothing better is left.</summary>
public static class VersionPolicy
{
    public static IComparer<string> Ascending { get; } = Comparer<string>.Create(SemanticVersion.Compare);

    public static T? Newest<T>(IEnumerable<T> versions, Func<T, string> version, Func<T, bool> isYanked) where T : class =>
        versions
            .OrderBy(isYanked)
            .ThenBy(candidate => SemanticVersion.IsPreRelease(version(candidate)))
            .ThenByDescending(version, Ascending)
            .FirstOrDefault();
}
