using Marketplace.Core.Brain.Retrieval;

namespace Marketplace.Tests.Brain;

internal sealed class KnowledgeTokenizerTests
{
    [TestCase("Retrying failed requests", "retri fail request")]
    [TestCase("How do I use C# with .NET?", "use c# .net net")]
    [TestCase("the of and", "")]
    [TestCase("node.js", "nodej node js")]
    [TestCase("await db.SaveChangesAsync()", "await dbsavechangesasync db savechangesasync save chang async")]
    [TestCase("SaveChangesAsync", "savechangesasync save chang async")]
    [TestCase("HTTPServer", "httpserver http server")]
    [TestCase("Don't panic", "panic")]
    public void Terms_OfAText_AreStemmedAndNamesKept(string text, string expected) =>
        Assert.That(string.Join(' ', KnowledgeTokenizer.Terms(text)), Is.EqualTo(expected));

    [Test]
    public void Terms_OfHostileText_DoNotThrow() => Assert.That(
        () => KnowledgeTokenizer.Terms(new string('A', 10_000) + "\u0000\ud800 \udc00 e\u0301\u0301 '''' .net.net ....." + string.Concat(Enumerable.Repeat("aB", 5_000))),
        Throws.Nothing);

    [Test]
    public void Asked_OnlyStopWords_KeepsThem() => Assert.That(KnowledgeTokenizer.Asked("what is it").Select(word => word.Written), Is.EqualTo(new[] { "what", "is", "it" }));

    [Test]
    public void Asked_Repeated_CountsOnce() => Assert.That(KnowledgeTokenizer.Asked("deadlock deadlocks Deadlock"), Has.Count.EqualTo(1));

    [Test]
    public void Asked_DottedName_IsAlsoFoundByItsFirstPartAtLess()
    {
        var word = KnowledgeTokenizer.Asked("node.js").Single();
        Assert.That(word.Terms, Is.EqualTo(new[] { ("nodej", 1.0), ("node", 0.3) }));
    }
}
