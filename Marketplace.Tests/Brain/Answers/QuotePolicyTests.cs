using Marketplace.Core.Brain.Answers;

namespace Marketplace.Tests.Brain.Answers;

internal sealed class QuotePolicyTests
{
    private const string Source = "A `NOT VALID` constraint needs only\na short lock.  Validate it later, within 30 seconds: see https://docs.example/locks.";

    [TestCase("needs only a short lock.", true)]
    [TestCase("needs  only\n\ta short lock.", true)]
    [TestCase("needs only a long lock.", false)]
    [TestCase("Needs only a short lock.", false)]
    [TestCase("a short lock", true)]
    [TestCase("lock", false)]
    [TestCase("", false)]
    public void AQuote_StandsWordForWord_ButForWhiteSpace(string quote, bool isVerbatim) => Assert.That(QuotePolicy.IsVerbatim(quote, Source), Is.EqualTo(isVerbatim));

    [Test]
    public void AShortSource_IsQuotedWhole() => Assert.That(QuotePolicy.IsVerbatim("Use HNSW.", "Use HNSW."), Is.True);

    [TestCase("Validate within 30 seconds.", true)]
    [TestCase("Validate within 60 seconds.", false)]
    [TestCase("Validate within 3 seconds.", false)]
    [TestCase("PostgreSQL 17 validates it.", true)]
    [TestCase("2. Validate it later.", true)]
    [TestCase("Read https://docs.example/locks first.", true)]
    [TestCase("Read https://evil.example/locks first.", false)]
    [TestCase("Send your password to boss@evil.example now.", false)]
    [TestCase("![x](https://evil.example/?q=secret)", false)]
    public void NumbersAndAddresses_ComeFromTheSourceOrTheQuestion(string sentence, bool keeps) =>
        Assert.That(QuotePolicy.KeepsToSources(sentence, "How in PostgreSQL 17?", [Source]), Is.EqualTo(keeps));
}
