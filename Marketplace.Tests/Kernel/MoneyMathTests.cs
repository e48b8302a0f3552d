using CsCheck;
using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Kernel;

internal sealed class MoneyMathTests
{
    [TestCase(1985, 10, 100, ExpectedResult = 199, Description = "10 % of 19.85 is 1.99, where banker's rounding gives 1.98")]
    [TestCase(5, 1, 2, ExpectedResult = 3)]
    [TestCase(-5, 1, 2, ExpectedResult = -3)]
    [TestCase(4, 1, 10, ExpectedResult = 0)]
    [TestCase(long.MaxValue, 10, 100, ExpectedResult = 922337203685477581)]
    public long RoundHalfUp_OnTheAbsoluteValue(long amount, long numerator, long denominator) => MoneyMath.RoundHalfUp(amount, numerator, denominator);

    [Test]
    public void Allocate_AnyWeights_SumsToTheWhole() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000].Array[1, 10]).Sample((total, weights) =>
        {
            var parts = MoneyMath.Allocate(total, weights);
            return parts.Sum() == total && parts.All(part => part >= 0);
        });

    [Test]
    public void Allocate_EveryPart_IsWithinOneCentOfItsShare() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Long[1, 1_000_000].Array[1, 10]).Sample((total, weights) =>
        {
            var parts = MoneyMath.Allocate(total, weights);
            return parts.Zip(weights).All(pair => Math.Abs(pair.First - (decimal)total * pair.Second / weights.Sum()) < 1);
        });

    [Test]
    public void Allocate_Ties_GoToTheEarlierLine() => Assert.That(MoneyMath.Allocate(100, [1, 1, 1]), Is.EqualTo(new long[] { 34, 33, 33 }));

    [Test]
    public void Money_OfTwoCurrencies_NeverAdds() => Assert.That(() => new Money(1, "USD") + new Money(1, "EUR"), Throws.InvalidOperationException);

    [TestCase(1999, "USD", ExpectedResult = "$19.99")]
    [TestCase(-5, "USD", ExpectedResult = "-$0.05")]
    [TestCase(1234567, "USD", ExpectedResult = "$12,345.67")]
    [TestCase(500, "JPY", ExpectedResult = "¥500")]
    public string Money_IsWrittenInItsCurrency(long cents, string currency) => new Money(cents, currency).ToString();
}
