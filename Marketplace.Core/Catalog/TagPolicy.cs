using System.Text;
using Marketplace.Core.Kernel;

namespace Marketplace.Core.Catalog;

/// <summary>How tags and technologies are written: lower-case words with hyphens, each once; names with signs have a word of their own.</summary>
public static class TagPolicy
{
    public const int MaxTags = 10;
    public const int MaxStack = 15;
    public const int MaxLength = 30;

    public static Result<List<string>> Tags(IEnumerable<string> written) =>
        Normalise(written, "tags", MaxTags, CatalogErrors.TooManyTags);

    public static Result<List<string>> Stack(IEnumerable<string> written) =>
        Normalise(written.Select(StackVocabulary.ValueOf), "stack", MaxStack, CatalogErrors.TooMuchStack);

    /// <summary>The canonical form of one word, for filters and prefixes; empty when nothing usable is in it.</summary>
    public static string Normalise(string written)
    {
        var text = written.Trim().ToLowerInvariant();
        if (StackVocabulary.TryGetAlias(text, out var known))
        {
            return known;
        }

        return Slug.From(text, int.MaxValue);
    }

    private static Result<List<string>> Normalise(IEnumerable<string> written, string field, int limit, Error tooMany)
    {
        var tags = new List<string>();
        foreach (var word in written.Where(word => !string.IsNullOrWhiteSpace(word)))
        {
            var tag = Normalise(word);
            if (tag.Length is 0 or > MaxLength)
            {
                return CatalogErrors.BadTag(Shorten(word), field);
            }

            if (!tags.Contains(tag))
            {
                tags.Add(tag);
            }
        }

        return tags.Count > limit ? tooMany : tags;
    }

    private static string Shorten(string word) =>
        word.Length <= 40 ? word : new StringBuilder(word, 0, 40, 41).Append('…').ToString();
}
