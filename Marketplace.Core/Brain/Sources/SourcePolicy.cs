namespace Marketplace.Core.Brain.Sources;

/// <summary>Which files of a package are documentation.</summary>
public static class SourcePolicy
{
    /// <summary>Of one version; what comes later in the zip is left out.</summary>
    public const int MaxFiles = 40;

    /// <summary>Older versions stay answerable for their buyers, the newest so many.</summary>
    public const int MaxVersions = 5;

    /// <summary>A README in the first or second folder: zips often have one folder around everything.</summary>
    public static bool IsReadme(string path) =>
        Depth(path) <= 1 && Path.GetFileNameWithoutExtension(path).Equals("readme", StringComparison.OrdinalIgnoreCase) && IsText(path);

    /// <summary>Markdown in a folder named docs or doc, at the top or in the second folder.</summary>
    public static bool IsDocs(string path) =>
        IsMarkdown(path) && path.Split('/') is { Length: > 1 } parts && parts[..^1].Take(2).Any(folder => folder is "docs" or "doc" or "Docs" or "documentation");

    private static int Depth(string path) => path.Count(character => character == '/');

    private static bool IsText(string path) => IsMarkdown(path) || Path.GetExtension(path).ToLowerInvariant() is ".txt" or "";

    private static bool IsMarkdown(string path) => Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown";
}
