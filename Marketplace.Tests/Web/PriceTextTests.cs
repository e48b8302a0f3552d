using Marketplace.Web.Selling;

namespace Marketplace.Tests.Web;

internal sealed class PriceTextTests
{
    [TestCase("19.99", 19_99)]
    [TestCase("19,99", 19_99)]
    [TestCase("19.9", 19_90)]
    [TestCase(" $ 0.29 ", 29)]
    [TestCase("1299", 1299_00)]
    [TestCase("0", 0)]
    public void Price_WithAPointOrAComma_IsExact(string text, long cents)
    {
        Assert.That(PriceText.TryParse(text, out var price, out _), Is.True);
        Assert.That(price?.Amount, Is.EqualTo(cents));
    }

    [TestCase("19.999")]
    [TestCase("19.990")]
    [TestCase("1,299")]
    [TestCase("1,299.00")]
    [TestCase("-5")]
    [TestCase("1e3")]
    [TestCase("٣")]
    [TestCase("free")]
    [TestCase(".")]
    [TestCase("99999999999999999999")]
    public void Price_ThatIsNotExactlyOne_IsRefusedWithAReason(string text)
    {
        Assert.That(PriceText.TryParse(text, out var price, out var error), Is.False);
        Assert.That(price, Is.Null);
        Assert.That(error, Is.Not.Empty);
    }

    [TestCase("")]
    [TestCase(null)]
    [TestCase("  ")]
    public void Price_LeftEmpty_IsNoPrice(string? text)
    {
        Assert.That(PriceText.TryParse(text, out var price, out _), Is.True);
        Assert.That(price, Is.Null);
    }
}
