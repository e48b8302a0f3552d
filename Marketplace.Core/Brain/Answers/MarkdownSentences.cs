using Markdig;
using Markdig.Syntax;

namespace Marketplace.Core.Brain.Answers;

/// <param name="Text">A verbatim slice of the Markdown; line breaks inside it are as written.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Code">The fenced block that follows and belongs to it, whole; null when none does.</param>
public sealed record MarkdownSentence(string Text, int Start, SentenceKind Kind, string? Code);

/// <summary>
/// The sentences of a Markdown text: of paragraphs and list items, cut at full stops that end one. Headings, tables and raw HTML are no sentences;
/// a fenced block belongs to the sentence before it.
/// </summary>
public static class MarkdownSentences
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePreciseSourceLocation().UsePipeTables().Build();

    private static readonly string[] Abbreviations = ["e.g", "i.e", "etc", "vs", "cf", "approx", "no", "fig", "resp", "ca", "incl", "mr", "mrs", "dr"];

    public static IReadOnlyList<MarkdownSentence> Of(string markdown)
    {
        var sentences = new List<MarkdownSentence>();
        Read(Markdown.Parse(markdown, Pipeline), markdown, SentenceKind.Text, sentences);
        return sentences;
    }

    /// <summary>Fenced blocks that stand in the text, each whole.</summary>
    public static string? FirstCode(string markdown) =>
        Markdown.Parse(markdown, Pipeline).Descendants<FencedCodeBlock>().Select(block => Slice(markdown, block)).FirstOrDefault(code => code.Length > 0);

    private static void Read(ContainerBlock container, string markdown, SentenceKind kind, List<MarkdownSentence> sentences)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case ParagraphBlock paragraph:
                    sentences.AddRange(Split(markdown, paragraph.Span.Start, paragraph.Span.End + 1)
                        .Select(part => new MarkdownSentence(markdown[part.Start..part.End], part.Start, kind, null)));
                    break;
                case FencedCodeBlock code when sentences.Count > 0 && sentences[^1].Code is null:
                    sentences[^1] = sentences[^1] with { Code = Slice(markdown, code) };
                    break;
                case ListItemBlock item:
                    Read(item, markdown, SentenceKind.Item, sentences);
                    break;
                case Markdig.Extensions.Tables.Table:
                    break;
                case ContainerBlock inner:
                    Read(inner, markdown, kind, sentences);
                    break;
            }
        }
    }

    private static string Slice(string markdown, Block block) =>
        block.Span.Start >= 0 && block.Span.End < markdown.Length && block.Span.End >= block.Span.Start ? markdown[block.Span.Start..(block.Span.End + 1)] : "";

    private static IEnumerable<(int Start, int End)> Split(string text, int start, int end)
    {
        var (from, isCode) = (start, false);
        end = Math.Min(end, text.Length);
        for (var at = start; at < end; at++)
        {
            isCode ^= text[at] == '`';
            if (isCode || text[at] is not ('.' or '!' or '?'))
            {
                continue;
            }

            var after = at + 1;
            while (after < end && text[after] is '"' or '\'' or '”' or '’' or ')' or ']' or '*' or '_')
            {
                after++;
            }

            var next = after;
            while (next < end && char.IsWhiteSpace(text[next]))
            {
                next++;
            }

            if (next == after || next == end || char.IsLower(text[next]) || IsAbbreviation(text.AsSpan(from, at - from)))
            {
                continue;
            }

            yield return (from, after);
            (from, at) = (next, next - 1);
        }

        while (end > from && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (from < end)
        {
            yield return (from, end);
        }
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> before)
    {
        var word = before[(before.LastIndexOfAny(' ', '(', '\n') + 1)..];
        return word.Length == 1 ? char.IsUpper(word[0]) : Array.Exists(Abbreviations, Matches(word.ToString()));
    }

    private static Predicate<string> Matches(string word) => known => string.Equals(known, word, StringComparison.OrdinalIgnoreCase);
}
