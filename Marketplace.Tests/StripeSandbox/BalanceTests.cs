using CsCheck;
using Marketplace.StripeSandbox.Balance;

namespace Marketplace.Tests.StripeSandbox;

internal sealed class BalanceTests
{
    [TestCase(50, 31)]
    [TestCase(1999, 88)]
    [TestCase(500, 45)]
    [TestCase(100_00, 3_20)]
    public void ProcessingFee_IsRoundedHalfUpPlusThirty(long amount, long fee) => Assert.That(ProcessingFee.Of(amount), Is.EqualTo(fee));

    [Test]
    public void Balance_IsAvailableFromItsMomentOn()
    {
        BalanceTransaction[] movements = [Movement(100, 10), Movement(-30, 10), Movement(7, 20)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Balances.Of(movements, "usd", "usd", 9), Is.EqualTo(new BalanceAmount("usd", 0, 77)));
            Assert.That(Balances.Of(movements, "usd", "usd", 10), Is.EqualTo(new BalanceAmount("usd", 70, 7)));
            Assert.That(Balances.Of(movements, "usd", "usd", 20), Is.EqualTo(new BalanceAmount("usd", 77, 0)));
        }
    }

    [Test]
    public void Balance_WithoutMovements_IsZeroInTheAccountsCurrency() =>
        Assert.That(Balances.Of([], "eur", 0), Is.EqualTo(new[] { new BalanceAmount("eur", 0, 0) }));

    [Test]
    public void Balance_TotalNeverDependsOnTime() =>
        Gen.Select(Gen.Long[-100_000, 100_000], Gen.Long[0, 100]).Array[0, 30].Select(Gen.Long[0, 100]).Sample((parts, now) =>
        {
            var movements = parts.Select(p => Movement(p.Item1, p.Item2)).ToList();
            return Balances.Of(movements, "usd", "usd", now).Total == parts.Sum(p => p.Item1);
        });

    private static BalanceTransaction Movement(long net, long availableOn) => new()
    {
        Id = "txn",
        Amount = net,
        AvailableOn = availableOn,
        Currency = "usd",
        Net = net,
        ReportingCategory = "charge",
        Source = "ch",
        Status = "pending",
        Type = "charge",
    };
}
