using CsCheck;
using Marketplace.Core.Kernel;
using Marketplace.Core.Payments;
using Marketplace.Core.Selling;
using Marketplace.Core.Tax;

namespace Marketplace.Tests.Payments;

/// <summary>What a sale is split into sums to the whole, for all amounts (MONEY.md 5 and 6).</summary>
internal sealed class SaleSplitTests
{
    private static readonly Gen<long[]> Prices = Gen.Long[50, 1_000_000].Array[1, 10];

    [Test]
    public void AnySplit_SumsToTheWhole_AndGivesNoPartMoreThanACentAboveItsShare() =>
        (from total in Gen.Long[0, 10_000_000] from weights in Gen.Long[0, 1_000_000].Array[1, 10] select (total, weights)).Sample(sample =>
        {
            var (total, weights) = sample;
            var parts = MoneyMath.Allocate(total, weights);
            var sum = weights.Sum();
            return parts.Sum() == total && (sum == 0 || parts.Zip(weights).All(pair => Math.Abs((decimal)total * pair.Second / sum - pair.First) < 1));
        });

    [Test]
    public void AnySplitOfNoMoreThanItsWeights_StaysWithinEachWeight() =>
        (from weights in Prices from total in Gen.Long[0, weights.Sum()] select (total, weights))
            .Sample(sample => MoneyMath.Allocate(sample.total, sample.weights).Zip(sample.weights).All(pair => pair.First <= pair.Second));

    [Test]
    public void EverySmallFee_IsSplitExactlyOverTwoLines()
    {
        for (var first = 1L; first <= 300; first++)
        {
            for (var second = 50L; second <= 350; second++)
            {
                var fee = FeePolicy.ProcessingFee(first + second);
                var parts = MoneyMath.Allocate(fee, [first, second]);
                if (parts[0] + parts[1] != fee || FeePolicy.PlatformFee(first) + parts[0] > first || FeePolicy.PlatformFee(second) + parts[1] > second)
                {
                    Assert.Fail($"{first} and {second}: the fee of {fee} is split into {parts[0]} and {parts[1]}.");
                }
            }
        }
    }

    [Test]
    public void APercentageOff_SumsToTheWhole_AndTakesNoLineBelowZero() =>
        (from prices in Prices from percent in Gen.Int[1, 100] select (prices, percent)).Sample(sample =>
        {
            var off = DiscountPolicy.Split(Code(sample.percent, null), Lines(sample.prices));
            return off.Sum() == MoneyMath.RoundHalfUp(sample.prices.Sum(), sample.percent, 100) && off.Zip(sample.prices).All(pair => pair.First >= 0 && pair.First <= pair.Second);
        });

    [Test]
    public void AnAmountOff_SumsToTheWhole_AndTakesNoLineBelowZero() =>
        (from prices in Prices from cents in Gen.Long[1, 2_000_000] select (prices, cents)).Sample(sample =>
        {
            var off = DiscountPolicy.Split(Code(null, sample.cents), Lines(sample.prices));
            return off.Sum() == Math.Min(sample.cents, sample.prices.Sum()) && off.Zip(sample.prices).All(pair => pair.First >= 0 && pair.First <= pair.Second);
        });

    [Test]
    public void TheTaxOfAnOrder_IsSplitExactlyOverItsLines() =>
        (from prices in Prices from rate in Gen.Int[1, 2_700] select (prices, rate)).Sample(sample =>
        {
            var assessed = TaxPolicy.Assess(sample.prices, new("DE", null), "US", new Dictionary<string, int> { ["DE"] = sample.rate });
            return assessed.LineCents.Sum() == MoneyMath.RoundHalfUp(sample.prices.Sum(), sample.rate, 10_000);
        });

    private static DiscountCode Code(int? percent, long? cents) => new()
    {
        Id = Guid.NewGuid(),
        SellerId = Guid.Empty,
        Code = "OFF",
        Percent = percent,
        AmountCents = cents,
        Currency = "USD",
        StartsAt = default,
        CreatedAt = default,
        UpdatedAt = default,
    };

    private static List<DiscountableLine> Lines(long[] prices) => [.. prices.Select(price => new DiscountableLine(Guid.NewGuid(), Guid.Empty, price))];
}
