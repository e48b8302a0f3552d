using Marketplace.Core.Kernel;

namespace Marketplace.Core.Brain.Answers;

/// <summary>
/// A sentence of an answer as HTML. An address in it could carry the reader, or what the model knows of the question, to a stranger's server:
/// only links to paths of this site stay links, and there are no images at all.
/// </summary>
public static class AnswerMarkdown
{
    public static string ToHtml(string markdown) => MarkdownRenderer.ToHtml(markdown, IsOwnPath);

    /// <summary>A path of this site: not a host by two slashes or by what browsers take for a slash, nothing relative to the page.</summary>
    internal static bool IsOwnPath(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal)
        && !address.Contains('\\', StringComparison.Ordinal) && !address.Contains("%5C", StringComparison.OrdinalIgnoreCase) && !address.Any(char.IsControl);
}
