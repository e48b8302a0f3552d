using Marketplace.Contracts.Http;
using Marketplace.Web.Design;

namespace Marketplace.Tests.Web;

internal sealed class MoneyTextTests
{
    [TestCase(1999, "USD", ExpectedResult = "$19.99")]
    [TestCase(129900, "USD", ExpectedResult = "$1,299.00")]
    [TestCase(-350, "USD", ExpectedResult = "−$3.50")]
    [TestCase(5, "EUR", ExpectedResult = "€0.05")]
    [TestCase(1200, "JPY", ExpectedResult = "¥1,200")]
    [TestCase(100, "CHF", ExpectedResult = "1.00 CHF")]
    public string Amount_InItsCurrency_ReadsAsPeopleWriteIt(long amount, string currency) => MoneyText.Format(new MoneyView(amount, currency));

    [Test]
    public void Minus_OfNothing_HasNoSign() => Assert.That(MoneyText.Minus(new MoneyView(0, "USD")), Is.EqualTo("$0.00"));
}
