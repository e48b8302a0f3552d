using CsCheck;
using Marketplace.Core.Brain.Retrieval;

namespace Marketplace.Tests.Brain;

internal sealed class MarkdownChunkerTests
{
    private static readonly string Prose = string.Join(' ', Enumerable.Repeat("Retries need a limit, or one failure becomes many.", 14));

    private static readonly string[] Parts =
    [
        "# Heading\n", "## Sub\n\n", "text ", "\n\n", "\n", "- item\n", "  - nested\n", "1. one\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "```csharp\nvar x = 1;\n\nreturn x;\n```\n",
        "````\n```\ninner\n```\n````\n", "> quote\n> > deeper\n", "    indented code\n", "<div>\n\n</div>\n", "[ref]: https://example.org\n", "***\n", "\\`", "`code`", "\t", "\r\n", "é😀", "<!--", "-->", "~~~\n",
        string.Concat(Enumerable.Repeat("word ", 400)), string.Concat(Enumerable.Repeat("x", 3_000)), new string('>', 300) + "deep\n", Prose + "\n\n",
    ];

    [Test]
    public void Split_AnyMarkdown_GivesVerbatimSlicesInOrderThatLoseNothing() =>
        Gen.Int[0, Parts.Length - 1].Array[0, 60].Select(numbers => string.Concat(numbers.Select(number => Parts[number]))).Sample(
            text =>
            {
                var end = 0;
                foreach (var chunk in MarkdownChunker.Split(text))
                {
                    var isSlice = chunk.Start >= end && text.AsSpan(chunk.Start).StartsWith(chunk.Text) && chunk.Text.Length is > 0 and <= RetrievalPolicy.LongestCode + RetrievalPolicy.ChunkWithCode;
                    if (!isSlice || !string.IsNullOrWhiteSpace(text[end..chunk.Start]))
                    {
                        return false;
                    }

                    end = chunk.Start + chunk.Text.Length;
                }

                return string.IsNullOrWhiteSpace(text[end..]);
            },
            iter: 3_000);

    [Test]
    public void Split_AFence_IsNeverCut()
    {
        var fence = "```csharp\n" + string.Concat(Enumerable.Range(0, 90).Select(line => $"var line{line} = {line};\n\n")) + "```";
        var chunks = MarkdownChunker.Split($"# Title\n\n{Prose}\n\n{Prose}\n\n{fence}\n\n{Prose}");
        Assert.That(chunks.Count(chunk => chunk.Text.Contains(fence, StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public void Split_AnEndlessFence_IsCutAtLineEnds()
    {
        var fence = "```\n" + string.Concat(Enumerable.Range(0, 2_000).Select(line => $"line number {line}\n"));
        var chunks = MarkdownChunker.Split(fence);
        Assert.That(chunks, Has.Count.GreaterThan(5));
        Assert.That(chunks.Select(chunk => chunk.Text.Length), Is.All.LessThanOrEqualTo(RetrievalPolicy.LongestCode));
        Assert.That(chunks.Skip(1).Select(chunk => chunk.Text.Split('\n')[0]), Is.All.Matches("^line number \\d+$"));
    }

    [Test]
    public void Split_Headings_AreKeptAsPath()
    {
        var chunks = MarkdownChunker.Split($"# Guide\n\n{Prose}\n\n## Set up\n\n{Prose}\n\n### Linux\n\n{Prose}\n\n## Run\n\n{Prose}");
        Assert.That(chunks.Select(chunk => chunk.Heading), Is.EqualTo(new[] { "Guide", "Guide › Set up", "Guide › Set up › Linux", "Guide › Run" }));
    }

    [Test]
    public void Split_AHeading_BelongsToWhatFollows() =>
        Assert.That(MarkdownChunker.Split($"{Prose}\n\n{Prose}\n\n# Next\n\nShort.").Select(chunk => chunk.Text), Has.None.EndsWith("# Next").And.Some.StartsWith("# Next"));

    [Test]
    public void Split_SmallTable_StaysWhole()
    {
        const string Table = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |";
        Assert.That(MarkdownChunker.Split($"{Prose}\n\n{Table}\n\n{Prose}\n\n{Prose}").Count(chunk => chunk.Text.Contains(Table, StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [TestCase("")]
    [TestCase(" \n\n ")]
    public void Split_Nothing_GivesNothing(string text) => Assert.That(MarkdownChunker.Split(text), Is.Empty);
}
