using Markdig;
using Markdig.Syntax;

namespace Marketplace.Core.Brain.Retrieval;

/// <param name="Heading">The headings above and at its start, joined by " › ".</param>
/// <param name="Text">A verbatim slice of the Markdown.</param>
public sealed record TextChunk(string Heading, int Start, string Text);

/// <summary>
/// Splits Markdown where its author did: at headings, between paragraphs, items and rows. Code blocks stay whole up to
/// <see cref="RetrievalPolicy.LongestCode"/>, and stay with the words before them where they fit.
/// </summary>
public static class MarkdownChunker
{
    private const int MaxHeading = 80;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();

    public static IReadOnlyList<TextChunk> Split(string markdown)
    {
        var pieces = Pieces(markdown);
        List<TextChunk> chunks = [];
        var path = new List<(int Level, string Text)>();
        for (var first = 0; first < pieces.Count;)
        {
            var last = LastThatFits(pieces, first);
            Enter(path, pieces[first]);
            var text = markdown[pieces[first].Start..pieces[last].End];
            var start = pieces[first].Start + LeadingBlankLines(text);
            text = markdown[start..pieces[last].End].TrimEnd();
            if (text.Length > 0)
            {
                chunks.Add(new(string.Join(" › ", path.Select(heading => heading.Text)), start, text));
            }

            for (var i = first + 1; i <= last; i++)
            {
                Enter(path, pieces[i]);
            }

            first = last + 1;
        }

        return chunks;
    }

    /// <summary>Headings belong to what follows them, so a chunk never ends with one unless the text does.</summary>
    private static int LastThatFits(List<Piece> pieces, int first)
    {
        var last = UnitEnd(pieces, first);
        while (last + 1 < pieces.Count)
        {
            var next = UnitEnd(pieces, last + 1);
            var length = pieces[next].End - pieces[first].Start;
            var limit = pieces[next].IsCode && pieces[last + 1].Level == 0 ? RetrievalPolicy.ChunkWithCode : RetrievalPolicy.ChunkLength;
            if (length > limit || (pieces[last + 1].Level > 0 && pieces[last].End - pieces[first].Start >= RetrievalPolicy.FullAtHeading))
            {
                break;
            }

            last = next;
        }

        return last;
    }

    private static int UnitEnd(List<Piece> pieces, int at)
    {
        while (pieces[at].Level > 0 && at + 1 < pieces.Count && pieces[at + 1].End - pieces[at].Start <= RetrievalPolicy.LongestCode)
        {
            at++;
        }

        return at;
    }

    private static void Enter(List<(int Level, string Text)> path, Piece piece)
    {
        if (piece.Level > 0)
        {
            path.RemoveAll(heading => heading.Level >= piece.Level);
            path.Add((piece.Level, piece.Heading));
        }
    }

    /// <summary>The text without gaps: each piece reaches to where the next begins.</summary>
    private static List<Piece> Pieces(string markdown)
    {
        List<Cut> cuts = [];
        try
        {
            foreach (var block in Markdown.Parse(markdown, Pipeline))
            {
                Add(cuts, block, markdown);
            }
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser goes: nobody meant it as structure.
            cuts = [];
        }

        if (cuts.Count == 0 || cuts[0].At > 0)
        {
            cuts.Insert(0, new(0));
        }

        List<Piece> pieces = [];
        for (var i = 0; i < cuts.Count; i++)
        {
            var end = i + 1 < cuts.Count ? cuts[i + 1].At : markdown.Length;
            Cutter.Cut(markdown, cuts[i].At, end, cuts[i].IsCode ? RetrievalPolicy.LongestCode : RetrievalPolicy.ChunkLength, cuts[i].IsCode,
                (from, to) => pieces.Add(new(from, to, from == cuts[i].At ? cuts[i].Level : 0, cuts[i].Heading, cuts[i].IsCode)));
        }

        return pieces;
    }

    private static void Add(List<Cut> cuts, Block block, string markdown)
    {
        if (block is LinkReferenceDefinitionGroup || block.Span.IsEmpty || block.Span.Start >= markdown.Length)
        {
            return;
        }

        if (block is ContainerBlock container && block.Span.Length > RetrievalPolicy.ChunkLength)
        {
            foreach (var child in container)
            {
                Add(cuts, child, markdown);
            }

            return;
        }

        var at = markdown.LastIndexOf('\n', Math.Max(0, block.Span.Start - 1)) + 1;
        at = block.Span.Start == 0 ? 0 : at;
        if (cuts.Count > 0 && at <= cuts[^1].At)
        {
            return;
        }

        cuts.Add(block is HeadingBlock heading ? new(at, heading.Level, HeadingText(markdown, heading)) : new(at, IsCode: block is CodeBlock || block.Descendants<CodeBlock>().Any()));
    }

    private static string HeadingText(string markdown, HeadingBlock heading)
    {
        var text = markdown.AsSpan(heading.Span.Start, Math.Min(heading.Span.Length, markdown.Length - heading.Span.Start));
        var line = text.IndexOfAny('\r', '\n');
        text = (line < 0 ? text : text[..line]).Trim().Trim('#').Trim();
        return text[..Cutter.SafeEnd(text, Math.Min(text.Length, MaxHeading))].ToString();
    }

    private static int LeadingBlankLines(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length && char.IsWhiteSpace(text[i]); i++)
        {
            start = text[i] == '\n' ? i + 1 : start;
        }

        return start;
    }

    private sealed record Cut(int At, int Level = 0, string Heading = "", bool IsCode = false);

    private sealed record Piece(int Start, int End, int Level, string Heading, bool IsCode);
}
