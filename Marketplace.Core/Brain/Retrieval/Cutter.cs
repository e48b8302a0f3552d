namespace Marketplace.Core.Brain.Retrieval;

/// <summary>Cuts what is too long for one chunk at the best place there is: a line's end, a sentence's, a word's.</summary>
internal static class Cutter
{
    public static void Cut(string text, int start, int end, int longest, bool isCode, Action<int, int> take)
    {
        while (end - start > longest)
        {
            var at = start + EndOfPart(text.AsSpan(start, longest), isCode);
            take(start, at);
            start = at;
        }

        if (end > start)
        {
            take(start, end);
        }
    }

    /// <summary>Never between the halves of one character.</summary>
    public static int SafeEnd(ReadOnlySpan<char> text, int end) => end > 0 && end < text.Length && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;

    private static int EndOfPart(ReadOnlySpan<char> part, bool isCode)
    {
        var least = part.Length / 2;
        var line = part.LastIndexOf('\n') + 1;
        if (line >= least || (isCode && line > 0))
        {
            return line;
        }

        var sentence = Math.Max(part.LastIndexOf(". ".AsSpan()), Math.Max(part.LastIndexOf("? ".AsSpan()), part.LastIndexOf("! ".AsSpan()))) + 2;
        if (sentence > least)
        {
            return sentence;
        }

        var word = part.LastIndexOf(' ') + 1;
        return word > least ? word : char.IsHighSurrogate(part[^1]) && part.Length > 1 ? part.Length - 1 : part.Length;
    }
}
