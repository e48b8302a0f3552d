using Marketplace.Api.Analytics;
using Marketplace.Contracts.Analytics;
using Marketplace.Core.Catalog;
using Marketplace.Core.Selling;
using Marketplace.Web.Analytics;
using Marketplace.Web.Design;

namespace Marketplace.Tests.Analytics;

/// <summary>Periods, axes and words: what needs no database.</summary>
internal sealed class FiguresTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Test]
    public void APeriod_IsThirtyDaysUpToToday_AndComparedWithThirtyBefore()
    {
        var period = AnalyticsPeriod.Parse(null, null, null, null, Today).Value!;
        Assert.That((period.From, period.To, period.Days, period.By), Is.EqualTo((new DateOnly(2026, 2, 9), Today, 30, AnalyticsGrouping.Day)));
        Assert.That((period.PreviousFrom, period.PreviousTo), Is.EqualTo((new DateOnly(2026, 1, 10), new DateOnly(2026, 2, 8))));
    }

    [TestCase("2026-03-02", "2026-03-01", "day", "to")]
    [TestCase("2020-01-01", "2026-03-01", "day", "from")]
    [TestCase("1999-12-31", "2000-01-01", "day", "from")]
    [TestCase("2026-01-01", "9999-12-31", "detail", "from")]
    [TestCase("0001-01-01", "0001-01-02", "day", "from")]
    [TestCase("2026-03-01", "2026-03-02", "colour", "by")]
    public void WhatCannotBeShown_IsRefusedAtItsField(string from, string to, string by, string field) =>
        Assert.That(AnalyticsPeriod.Parse(Day(from), Day(to), by, null, Today).Error?.Field, Is.EqualTo(field));

    [TestCase("2020-01-01", "2026-03-01", "detail", ExpectedResult = true)]
    [TestCase("2024-03-01", "2026-03-01", "product", ExpectedResult = true)]
    [TestCase("2026-03-01", "2026-03-01", "campaign", ExpectedResult = true)]
    public bool WhatCanBeShown_IsTaken(string from, string to, string by) => AnalyticsPeriod.Parse(Day(from), Day(to), by, null, Today).IsOk;

    [TestCase(0, ExpectedResult = 2)]
    [TestCase(2, ExpectedResult = 2)]
    [TestCase(3, ExpectedResult = 4)]
    [TestCase(9, ExpectedResult = 10)]
    [TestCase(10, ExpectedResult = 10)]
    [TestCase(11, ExpectedResult = 20)]
    [TestCase(61, ExpectedResult = 80)]
    [TestCase(4_001, ExpectedResult = 6_000)]
    [TestCase(99_999_999, ExpectedResult = 100_000_000)]
    public long AnAxis_EndsAtARoundNumber_WhoseHalfIsWhole(long most) => ChartScale.Top(most);

    [TestCase(12, 10, ExpectedResult = "▲ 20% more than before")]
    [TestCase(5, 10, ExpectedResult = "▼ 50% less than before")]
    [TestCase(10, 10, ExpectedResult = "as before")]
    [TestCase(1, 0, ExpectedResult = "none before")]
    [TestCase(0, 0, ExpectedResult = "none before either")]
    [TestCase(10, -10, ExpectedResult = "▲ 200% more than before")]
    public string AChange_IsToldInWords(long now, long before) => FiguresText.Change(now, before);

    [TestCase("7d", "2026-03-04", "2026-03-10")]
    [TestCase("90d", "2025-12-11", "2026-03-10")]
    [TestCase("month", "2026-03-01", "2026-03-10")]
    [TestCase("last-month", "2026-02-01", "2026-02-28")]
    [TestCase("nonsense", "2026-02-09", "2026-03-10")]
    public void ARangeInTheAddress_IsDays(string range, string from, string to)
    {
        var state = AnalyticsState.Parse(new(range, null, null, "COUNTRY", "not an id"), Today, out var problem);
        Assert.That((problem, state.By, state.Product, AnalyticsState.Text(state.From), AnalyticsState.Text(state.To)), Is.EqualTo(((string?)null, AnalyticsGrouping.Country, (Guid?)null, from, to)));
    }

    [Test]
    public void DaysThatAreNone_AreAProblem_AndStayTyped()
    {
        AnalyticsState.Parse(new(null, "2026-02-30", "", null, null), Today, out var problem);
        Assert.That(problem, Is.Not.Null);
    }

    [Test]
    public void TheNextStep_IsWhatBlocksFirst()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Step(ProductState.Draft), Is.EqualTo("Add a summary of one sentence and 4 more"));
            Assert.That(Step(ProductState.Draft, PackageStanding.Held), Is.EqualTo("Mend or appeal what the check of 1.0.0 found"));
            Assert.That(Step(ProductState.Submitted), Is.EqualTo("Waits for approval since 3 Mar 2026"));
            Assert.That(Step(ProductState.Rejected), Does.StartWith("Change what was asked for"));
            Assert.That(Step(ProductState.Suspended), Does.StartWith("Suspended"));
            Assert.That(Step(ProductState.Published), Is.EqualTo("Add a package"));
            Assert.That(Step(ProductState.Published, PackageStanding.InReview), Is.EqualTo("1.0.0 waits for approval"));
            Assert.That(Step(ProductState.Published, PackageStanding.Ready), Is.Null);
            Assert.That(Step(ProductState.Published, PackageStanding.Ready, "The demo"), Is.EqualTo("The demo cannot be reached: mend its address"));
        });
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string? Step(ProductState state, PackageStanding package = PackageStanding.None, string? brokenLink = null)
    {
        var now = new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.Zero);
        var product = new Product
        {
            Id = Guid.NewGuid(),
            SellerId = Guid.NewGuid(),
            Slug = "grid",
            Title = "Grid",
            CategorySlug = "components",
            CreatedAt = now,
            UpdatedAt = now,
            State = state,
            SubmittedAt = now,
        };
        return NextStepPolicy.Of(product, new(package, "1.0.0"), brokenLink)?.Text;
    }
}
