using CsCheck;
using Marketplace.Core.Kernel;
using Marketplace.Core.Orders;
using Marketplace.Core.Payments;

namespace Marketplace.Tests.Orders;

/// <summary>MONEY.md 12 and 13 for all amounts. A failing case prints its seed; <c>CsCheck_Seed</c> replays it.</summary>
internal sealed class RefundPolicyTests
{
    private static readonly Gen<long> Price = Gen.Frequency((1, Gen.Long[50, 200]), (2, Gen.Long[50, 10_000]), (1, Gen.Long[50, 1_000_000]));

    /// <summary>A paid order of up to ten lines, with tax at a rate of up to 27 % in half of the cases.</summary>
    private static readonly Gen<Order> Sale =
        from prices in Price.Array[1, 10]
        from rate in Gen.Frequency((1, Gen.Const(0L)), (1, Gen.Long[1, 2_700]))
        let tax = MoneyMath.RoundHalfUp(prices.Sum(), rate, 10_000)
        select SoldOrder.Of(prices, MoneyMath.Allocate(tax, prices));

    private static readonly Gen<OrderLine> Line = from order in Sale from position in Gen.Int[0, 9] select order.Lines[position % order.Lines.Count];

    [Test]
    public void AFeeOf33On1000_Refunded333And333And334_Returns33()
    {
        var line = SoldOrder.Pending([10_00], platformFee: 33).Lines[0];
        Assert.That(Refunds(line, 333, 333, 334).Select(parts => parts.PlatformFeeCents), Is.EqualTo(new[] { 11L, 11, 11 }));
        Assert.That(Refunds(line, 333, 333, 334).Sum(parts => parts.PlatformFeeCents), Is.EqualTo(33), "not 31");
    }

    [Test]
    public void TenPercentOf1985_Is199() => Assert.That(SoldOrder.Of([19_85]).Lines[0].PlatformFeeCents, Is.EqualTo(1_99));

    [Test]
    public void EverySequenceOfRefundsOfAWholeLine_ReturnsExactlyWhatEachPartyGot() =>
        (from line in Line
         from cuts in Gen.Long[1, line.GrossCents].Array[0, 8]
         select (line, cuts)).Sample(sample =>
        {
            var (line, cuts) = sample;
            var stops = cuts.Append(line.GrossCents).Distinct().Order().ToList();
            var given = default(RefundParts);
            var from = 0L;
            foreach (var to in stops)
            {
                var parts = RefundPolicy.Increment(line, from, to);
                given += parts;
                if (parts.TotalCents != to - from || parts.SellerCents < 0 || parts.PlatformFeeCents < 0 || parts.TaxCents < 0
                    || given.SellerCents > line.SellerAmountCents || given.PlatformFeeCents > line.PlatformFeeCents || given.TaxCents > line.TaxCents)
                {
                    return false;
                }

                from = to;
            }

            return given == new RefundParts(line.SellerAmountCents, line.PlatformFeeCents, line.TaxCents, line.ProcessingFeeCents);
        });

    [Test]
    public void EveryPairOfRefundsOfEverySmallLine_ReturnsExactlyWhatEachPartyGot()
    {
        for (var price = 50L; price <= 400; price++)
        {
            var line = SoldOrder.Of([price], [price / 5]).Lines[0];
            var whole = new RefundParts(line.SellerAmountCents, line.PlatformFeeCents, line.TaxCents, line.ProcessingFeeCents);
            for (var first = 0L; first <= line.GrossCents; first++)
            {
                var sum = RefundPolicy.Increment(line, 0, first) + RefundPolicy.Increment(line, first, line.GrossCents);
                if (sum != whole)
                {
                    Assert.Fail($"{first} and the rest of {line.GrossCents} return {sum}, not {whole}.");
                }
            }
        }
    }

    [Test]
    public void EveryPriceInOneRefund_ReturnsExactlyWhatEachPartyGot()
    {
        for (var price = 50L; price <= 1_000_000; price += price < 10_000 ? 1 : 97)
        {
            var line = SoldOrder.Of([price]).Lines[0];
            var parts = RefundPolicy.Cumulative(line, price);
            if (parts != new RefundParts(line.SellerAmountCents, line.PlatformFeeCents, 0, FeePolicy.ProcessingFee(price)))
            {
                Assert.Fail($"{price} returns {parts}.");
            }
        }
    }

    [Test]
    public void TheProcessingFeeOfACharge_IsSplitOverItsLinesExactly_AndNoSellerPaysForASale() =>
        Sale.Sample(order => order.Lines.Sum(line => line.ProcessingFeeCents) == FeePolicy.ProcessingFee(order.TotalCents)
            && order.Lines.TrueForAll(line => line.SellerAmountCents >= 0 && line.PlatformFeeCents + line.ProcessingFeeCents + line.SellerAmountCents == line.AmountCents));

    [Test]
    public void ARefundOfTheOrder_IsSplitExactly_AndNeverExceedsWhatRemainsOfALine() =>
        (from order in Sale
         from shares in Gen.Int[1, 100].Array[1, 6]
         select (order, shares)).Sample(sample =>
        {
            var (order, shares) = sample;
            foreach (var share in shares)
            {
                var remaining = order.Lines.Sum(line => line.RefundableCents);
                var cents = Math.Max(1, MoneyMath.RoundHalfUp(remaining, share, 100));
                if (remaining == 0)
                {
                    break;
                }

                var split = RefundPolicy.Split(cents, order.Lines);
                if (split.Sum() != cents || split.Zip(order.Lines).Any(pair => pair.First < 0 || pair.First > pair.Second.RefundableCents))
                {
                    return false;
                }

                // Refund() itself refuses more than what remains.
                foreach (var (part, line) in split.Zip(order.Lines).Where(pair => pair.First > 0))
                {
                    line.Refund(part);
                }
            }

            return order.Lines.TrueForAll(line => line.DueCents == line.SellerAmountCents - RefundPolicy.Cumulative(line, line.RefundedCents).SellerCents);
        });

    [Test]
    public void Split_MoreThanRemains_IsRefused() =>
        Assert.That(() => RefundPolicy.Split(10_01, SoldOrder.Of([4_00, 6_00]).Lines), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Split_Ties_GoToTheEarlierLine() =>
        Assert.That(RefundPolicy.Split(2, SoldOrder.Of([1_00, 1_00, 1_00]).Lines), Is.EqualTo(new[] { 1L, 1, 0 }));

    private static IEnumerable<RefundParts> Refunds(OrderLine line, params long[] amounts)
    {
        var from = 0L;
        foreach (var cents in amounts)
        {
            yield return RefundPolicy.Increment(line, from, from + cents);
            from += cents;
        }
    }
}
