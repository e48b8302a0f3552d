using CsCheck;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;

namespace Marketplace.Tests.Payments;

internal sealed class FeePolicyTests
{
    [Test]
    public void ASaleOf1999_GivesPlatform200Processing88Seller1711() =>
        Assert.That(FeePolicy.Preview(1999), Is.EqualTo(new SaleFees(200, 88, 1711)));

    [TestCase(1985, ExpectedResult = 199, Description = "half up, not banker's")]
    [TestCase(50, ExpectedResult = 5)]
    [TestCase(0, ExpectedResult = 0)]
    public long PlatformFee_IsTenPercentHalfUp(long cents) => FeePolicy.PlatformFee(cents);

    [TestCase(1999, ExpectedResult = 88, Description = "57.971 + 30")]
    [TestCase(50, ExpectedResult = 31, Description = "1.45 + 30")]
    [TestCase(500, ExpectedResult = 45, Description = "14.5 + 30, half up")]
    [TestCase(0, ExpectedResult = 0, Description = "a free order has no charge")]
    public long ProcessingFee_Is29PerMilleAnd30Cents(long cents) => FeePolicy.ProcessingFee(cents);

    [Test]
    public void EveryPriceFromTheSmallestChargeOn_LeavesTheSellerSomething() =>
        Gen.Long[FeePolicy.SmallestCharge("USD"), 1_000_000].Sample(price => FeePolicy.Preview(price).SellerAmountCents > 0);

    [Test]
    public void Preview_AlwaysAddsUpToThePrice() =>
        Gen.Long[0, 1_000_000].Sample(price => FeePolicy.Preview(price) is var fees && fees.PlatformFeeCents + fees.ProcessingFeeCents + fees.SellerAmountCents == price);

    [Test]
    public void TheProcessingFeeOfACart_IsSplitExactly() =>
        Gen.Long[50, 1_000_000].Array[1, 10].Sample(prices =>
        {
            var fee = FeePolicy.ProcessingFee(prices.Sum());
            return MoneyMath.Allocate(fee, prices).Sum() == fee;
        });
}
