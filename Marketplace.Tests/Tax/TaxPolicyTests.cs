using Marketplace.Core.Tax;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Tests.Tax;

internal sealed class TaxPolicyTests
{
    private static readonly TaxOptions Options = TaxOptions.From(new ConfigurationBuilder().Build());

    [TestCase("DE", 1900)]
    [TestCase("FI", 2550)]
    [TestCase("CH", 810)]
    [TestCase("GB", 2000)]
    [TestCase("JP", 1000)]
    public void TheTable_HasTheStandardRates(string country, int rate)
    {
        Assert.That(Options.Rates[country], Is.EqualTo(rate));
        Assert.That(Options.Rates.Keys.Count(TaxPolicy.IsInEuropeanUnion), Is.EqualTo(27));
    }

    [Test]
    public void TheConfiguration_ReplacesARate()
    {
        var options = TaxOptions.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Tax:Rates:DE"] = "1600", ["Tax:Rates:XX"] = "500" }).Build());
        Assert.That((options.Rates["DE"], options.Rates["XX"], options.Rates["FR"]), Is.EqualTo((1600, 500, 2000)));
    }

    [Test]
    public void AnUnknownCalculator_StopsTheStart() => Assert.That(
        () => TaxOptions.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Tax:Calculator"] = "guess" }).Build()), Throws.InvalidOperationException);

    [Test]
    public void Tax_IsReckonedOnTheWholeOrder_AndSplitOverTheLines()
    {
        // 19 % of 30.48 are 5.7912, so 5.79: shares of 379.7, 9.5 and 189.8 cents; the two cents left go to the largest remainders.
        var tax = Assess([1999, 50, 999], "DE");
        Assert.That((tax.RateBasisPoints, tax.Note, tax.TotalCents), Is.EqualTo((1900, (string?)null, 579L)));
        Assert.That(tax.LineCents, Is.EqualTo(new long[] { 380, 9, 190 }));
    }

    [Test]
    public void HalfACent_GoesUp() => Assert.That(Assess([50], "FR").TotalCents + Assess([5], "AU").TotalCents, Is.EqualTo(10 + 1));

    [Test]
    public void WithoutACountry_OrOneThatIsNotInTheTable_NothingIsTaxed()
    {
        Assert.That(Assess([1999], null).TotalCents, Is.Zero);
        Assert.That(Assess([1999], "US"), Has.Property("RateBasisPoints").Zero.And.Property("Note").Null);
        Assert.That(Assess([], "DE").LineCents, Is.Empty);
    }

    [Test]
    public void AFreeLine_BearsNoTax() => Assert.That(Assess([0, 1000], "DE").LineCents, Is.EqualTo(new long[] { 0, 190 }));

    [TestCase("FR", "FR40303265045", "DE", true)]
    [TestCase("DE", "DE129273398", "DE", false, Description = "the marketplace's own country")]
    [TestCase("FR", null, "DE", false, Description = "a consumer")]
    [TestCase("GB", "GB980780684", "DE", false, Description = "outside the EU")]
    [TestCase("FR", "FR40303265045", null, true, Description = "a marketplace outside the EU")]
    public void ABusinessInAnotherMemberState_OwesTheTaxItself(string country, string? taxId, string? marketplace, bool isReverseCharge)
    {
        var tax = TaxPolicy.Assess([1999], new(country, taxId), marketplace, Options.Rates);
        Assert.That((tax.Note, tax.TotalCents == 0), Is.EqualTo((isReverseCharge ? "reverse_charge" : null, isReverseCharge)));
    }

    [Test]
    public void EverySplit_SumsToTheWhole()
    {
        var random = new Random(20260304);
        for (var i = 0; i < 5_000; i++)
        {
            var amounts = Enumerable.Range(0, random.Next(1, 11)).Select(_ => (long)random.Next(0, 100_000)).ToList();
            var tax = Assess(amounts, "FI");
            Assert.That(tax.TotalCents, Is.EqualTo((amounts.Sum() * 2550 + 5_000) / 10_000));
            Assert.That(tax.LineCents, Is.All.Not.Negative);
        }
    }

    private static TaxAssessment Assess(IReadOnlyList<long> amounts, string? country) => TaxPolicy.Assess(amounts, new(country, null), null, Options.Rates);
}
