using Marketplace.Core.Selling;

namespace Marketplace.Tests.Selling;

internal sealed class DiscountPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 30, 0, TimeSpan.Zero);
    private static readonly Guid Seller = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();
    private static readonly DiscountUse Unused = new(0, 0, IsGuest: false);

    [Test]
    public void APercentage_IsTakenOfTheEligibleLinesTogether_HalfUp_AndSplitByLargestRemainder()
    {
        // 15 % of 19.99 + 0.50 + 9.99 = 30.48 are 4.572, so 4.57: shares of 299.7, 7.5 and 149.8 cents; the two cents left go to the largest remainders.
        var split = DiscountPolicy.Split(Code(percent: 15), [Line(1999), Line(50), Line(999)]);
        Assert.That(split, Is.EqualTo(new long[] { 300, 7, 150 }));
    }

    [Test]
    public void TiesOfASplit_GoToTheEarlierLine() =>
        Assert.That(DiscountPolicy.Split(Code(amount: 1), [Line(500), Line(500)]), Is.EqualTo(new long[] { 1, 0 }));

    [Test]
    public void AFixedAmount_IsSplitOverTheEligibleLinesOnly() =>
        Assert.That(DiscountPolicy.Split(Code(amount: 10_00), [Line(20_00), Line(49_00, Other), Line(10_00)]), Is.EqualTo(new long[] { 667, 0, 333 }));

    [Test]
    public void AFixedAmountAboveThePrice_TakesThePriceAndNoMore() =>
        Assert.That(DiscountPolicy.Split(Code(amount: 50_00), [Line(20_00), Line(49_00, Other)]), Is.EqualTo(new long[] { 20_00, 0 }));

    [Test]
    public void AHundredPercent_MakesTheLinesFree() =>
        Assert.That(DiscountPolicy.Split(Code(percent: 100), [Line(1999), Line(1)]), Is.EqualTo(new long[] { 1999, 1 }));

    [Test]
    public void EverySplit_SumsToTheWhole_AndNoLineGoesBelowZero()
    {
        var random = new Random(20260304);
        for (var i = 0; i < 5_000; i++)
        {
            var lines = Enumerable.Range(0, random.Next(1, 11)).Select(_ => Line(random.Next(0, 100_000), random.Next(3) == 0 ? Other : Seller)).ToList();
            var code = random.Next(2) == 0 ? Code(percent: random.Next(1, 101)) : Code(amount: random.Next(1, 200_000));
            var eligible = lines.Where(code.Covers).Sum(line => line.PriceCents);
            var split = DiscountPolicy.Split(code, lines);
            var whole = code.Percent is { } percent ? (eligible * percent + 50) / 100 : Math.Min(code.AmountCents!.Value, eligible);
            Assert.That(split.Sum(), Is.EqualTo(whole));
            Assert.That(split.Zip(lines).All(pair => pair.First >= 0 && pair.First <= pair.Second.PriceCents && (code.Covers(pair.Second) || pair.First == 0)), Is.True);
        }
    }

    [Test]
    public void Check_EachReason()
    {
        var product = Guid.NewGuid();
        Assert.Multiple(() =>
        {
            Assert.That(Check(Code(percent: 10)), Is.EqualTo(DiscountProblem.None));
            Assert.That(Check(Code(percent: 10, isActive: false)), Is.EqualTo(DiscountProblem.Inactive));
            Assert.That(Check(Code(percent: 10, startsAt: Now.AddSeconds(1))), Is.EqualTo(DiscountProblem.NotStarted));
            Assert.That(Check(Code(percent: 10, startsAt: Now)), Is.EqualTo(DiscountProblem.None), "from the instant on");
            Assert.That(Check(Code(percent: 10, endsAt: Now)), Is.EqualTo(DiscountProblem.Ended), "at the instant it is over");
            Assert.That(Check(Code(percent: 10, endsAt: Now.AddSeconds(1))), Is.EqualTo(DiscountProblem.None));
            Assert.That(Check(Code(percent: 10), lines: [Line(1000, Other)]), Is.EqualTo(DiscountProblem.OtherProducts));
            Assert.That(Check(Code(percent: 10, products: [product])), Is.EqualTo(DiscountProblem.OtherProducts));
            Assert.That(Check(Code(percent: 10, products: [product]), lines: [new(product, Seller, 1000)]), Is.EqualTo(DiscountProblem.None));
            Assert.That(Check(Code(percent: 10, minimum: 1001), lines: [Line(1000), Line(9999, Other)]), Is.EqualTo(DiscountProblem.BelowMinimum));
            Assert.That(Check(Code(percent: 10, minimum: 1000)), Is.EqualTo(DiscountProblem.None));
            Assert.That(Check(Code(percent: 10, max: 3), new(3, 0, false)), Is.EqualTo(DiscountProblem.UsedUp));
            Assert.That(Check(Code(percent: 10, max: 3), new(2, 0, false)), Is.EqualTo(DiscountProblem.None));
            Assert.That(Check(Code(percent: 10, perBuyer: 1), new(1, 1, false)), Is.EqualTo(DiscountProblem.UsedByBuyer));
            Assert.That(Check(Code(percent: 10, perBuyer: 1), new(0, 0, true)), Is.EqualTo(DiscountProblem.AccountNeeded));
        });
    }

    [TestCase("spring-20", "SPRING-20", true)]
    [TestCase("  A_1 ", "A_1", true)]
    [TestCase("ab", "AB", false)]
    [TestCase("-abc", "-ABC", false)]
    [TestCase("äbc", "ÄBC", false)]
    [TestCase("with space", "WITH SPACE", false)]
    public void Codes_AreWrittenInCapitals(string typed, string code, bool isWellFormed)
    {
        Assert.That(DiscountPolicy.Normalize(typed), Is.EqualTo(code));
        Assert.That(DiscountPolicy.IsWellFormed(code), Is.EqualTo(isWellFormed));
    }

    private static DiscountProblem Check(DiscountCode code, DiscountUse? use = null, IReadOnlyList<DiscountableLine>? lines = null) =>
        DiscountPolicy.Check(code, lines ?? [Line(1000)], use ?? Unused, Now);

    private static DiscountableLine Line(long price, Guid? seller = null) => new(Guid.NewGuid(), seller ?? Seller, price);

    private static DiscountCode Code(
        int? percent = null, long? amount = null, bool isActive = true, DateTimeOffset? startsAt = null, DateTimeOffset? endsAt = null, long minimum = 0, int? max = null, int? perBuyer = null,
        List<Guid>? products = null) => new()
        {
            Id = Guid.NewGuid(),
            SellerId = Seller,
            Code = "TEST",
            Currency = "USD",
            Percent = percent,
            AmountCents = amount,
            IsActive = isActive,
            StartsAt = startsAt ?? Now.AddHours(-1),
            EndsAt = endsAt,
            MinimumCents = minimum,
            MaxRedemptions = max,
            MaxPerBuyer = perBuyer,
            ProductIds = products ?? [],
            CreatedAt = Now,
            UpdatedAt = Now,
        };
}
