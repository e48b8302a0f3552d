using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Kernel;

internal sealed class PersonTextTests
{
    [TestCase("  It \t works\r\n well ", "It works well")]
    [TestCase("null\0byte", "nullbyte")]
    [TestCase("turned \u202Etext\u202C", "turned text")]
    [TestCase("family \U0001F468\u200D\U0001F469", "family \U0001F468\u200D\U0001F469")]
    [TestCase("\0 \u2066 ", "")]
    public void ALine_IsOneLine_WithoutWhatTurnsOrBreaks(string written, string kept) => Assert.That(PersonText.Line(written), Is.EqualTo(kept));

    [Test]
    public void ABlock_KeepsItsLines() => Assert.That(PersonText.Block("\r\n# Title\r\n\r\n- one\0\r\n"), Is.EqualTo("# Title\n\n- one"));
}
