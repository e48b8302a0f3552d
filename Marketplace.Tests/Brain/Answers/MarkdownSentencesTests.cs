using Marketplace.Core.Brain.Answers;

namespace Marketplace.Tests.Brain.Answers;

internal sealed class MarkdownSentencesTests
{
    [TestCase("One. Two! Three?", "One.|Two!|Three?")]
    [TestCase("Use e.g. Redis. Then go on.", "Use e.g. Redis.|Then go on.")]
    [TestCase("Version 1.2.3 of Node.js is old. Use 2.0.", "Version 1.2.3 of Node.js is old.|Use 2.0.")]
    [TestCase("Call `a. B. c` first. Then stop.", "Call `a. B. c` first.|Then stop.")]
    [TestCase("It is **done.** Next one.", "It is **done.**|Next one.")]
    [TestCase("Said J. Smith of it. End", "Said J. Smith of it.|End")]
    [TestCase("no stop at all", "no stop at all")]
    public void Sentences_EndWhereOneEnds(string markdown, string expected) =>
        Assert.That(MarkdownSentences.Of(markdown).Select(sentence => sentence.Text), Is.EqualTo(expected.Split('|')));

    [Test]
    public void Structure_GivesItemsAndKeepsCodeWhole()
    {
        const string Markdown = """
            # A heading is no sentence

            Create it so:

            ```sql
            create index concurrently i on t (a);

            -- Second. Still code.
            ```

            - First item. With two sentences.
            - Second item.

            | a | b |
            |---|---|
            | in. A table | no |

            <img src="https://evil.example/x.png">
            """;
        var sentences = MarkdownSentences.Of(Markdown);
        Assert.That(sentences.Select(sentence => (sentence.Kind, sentence.Text)), Is.EqualTo(new[]
        {
            (SentenceKind.Text, "Create it so:"), (SentenceKind.Item, "First item."), (SentenceKind.Item, "With two sentences."), (SentenceKind.Item, "Second item."),
        }));
        Assert.That(sentences[0].Code, Does.StartWith("```sql").And.EndsWith("```").And.Contain("-- Second. Still code."));
    }

    /// <summary>Also of text that means harm: what is shown as a quote stands in the source, character by character.</summary>
    [TestCase("a\n> quoted. Line\n> next\n\n1. one\n   two. Three\n")]
    [TestCase("```\nnever closed. Or")]
    [TestCase("[a. B](https://x.example/a. B) c. D")]
    [TestCase("\u0000\u202Ex. Y\n\n\n* * *\n...")]
    [TestCase("")]
    public void EverySentence_IsASliceOfTheText(string markdown) => Assert.That(
        MarkdownSentences.Of(markdown), Has.All.Matches<MarkdownSentence>(sentence => markdown.Substring(sentence.Start, sentence.Text.Length) == sentence.Text && sentence.Text.Length > 0));
}
