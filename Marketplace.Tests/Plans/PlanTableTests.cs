using Marketplace.Api.Plans;
using Marketplace.Core.Accounts;
using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Plans;

internal sealed class PlanTableTests
{
    [TestCase(Plan.Free, 0, 0)]
    [TestCase(Plan.Pro, 49_00, 490_00)]
    [TestCase(Plan.Team, 149_00, 1_490_00)]
    [TestCase(Plan.Enterprise, 499_00, 4_990_00)]
    public void APlan_HasItsPrice_AndAYearIsTenMonths(Plan plan, long month, long year) =>
        Assert.That((PlanTable.Of(plan).Plan, PlanTable.Of(plan).MonthCents, PlanTable.Of(plan).YearCents), Is.EqualTo((plan, month, year)));

    [Test]
    public void ALargerPlan_NeverHasLess([Values] PlanFeature feature)
    {
        var limits = PlanTable.All.Select(offer => offer.Limits[feature]).ToList();
        Assert.That(limits, Is.Ordered);
        Assert.That(PlanTable.All.Select(offer => offer.Plan), Is.EqualTo(Enum.GetValues<Plan>()));
    }

    [Test]
    public void EveryFeature_HasWordsAndACell([Values] PlanFeature feature, [Values] Plan plan)
    {
        var view = PlanViews.In(new SettlementCurrency("EUR")).Single(found => found.Name == PlanText.Name(plan)).Features.Single(found => found.Feature == PlanText.Name(feature));
        Assert.That((view.Included, view.Title.Length > 0, view.Text.Length > 0), Is.EqualTo((PlanTable.Allows(plan, feature), true, true)));
    }

    [TestCase(PlanFeature.CustomProfile, 1, Plan.Pro)]
    [TestCase(PlanFeature.PublishedProducts, 11, Plan.Pro)]
    [TestCase(PlanFeature.PublishedProducts, 101, Plan.Team)]
    [TestCase(PlanFeature.Seats, 2, Plan.Team)]
    [TestCase(PlanFeature.AnalyticsDays, 31, Plan.Pro)]
    [TestCase(PlanFeature.AnalyticsDays, 732, Plan.Team)]
    [TestCase(PlanFeature.AnalyticsDays, 4_000, null)]
    public void Required_NamesTheSmallestPlanThatHasIt(PlanFeature feature, int atLeast, Plan? plan)
    {
        var error = PlanErrors.Required(feature, "This", atLeast);
        Assert.That((error.Kind, error.Code, error.Plan), Is.EqualTo((ErrorKind.Forbidden, "plan_required", plan?.ToString())));
        Assert.That(error.Message, plan is null ? Does.Contain("any plan") : Does.Contain($"part of the {plan} plan"));
    }

    [TestCase(Plan.Free, 20, Plan.Pro)]
    [TestCase(Plan.Pro, 1_000, Plan.Team)]
    [TestCase(Plan.Team, 5_000, Plan.Enterprise)]
    [TestCase(Plan.Enterprise, 20_000, null)]
    public void QuotaExceeded_SaysWhatIsUsedUp_AndWhichPlanHasMore(Plan plan, int questions, Plan? more)
    {
        var error = PlanErrors.QuotaExceeded(plan, PlanFeature.BrainQuestions, "questions of this month", "questions a month", TimeSpan.FromHours(5));
        Assert.That((error.Kind, error.Code, error.RetryAfter, error.Plan), Is.EqualTo((ErrorKind.TooMany, "quota_exceeded", TimeSpan.FromHours(5), more?.ToString())));
        Assert.That(error.Message, Does.Contain(questions.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.That(error.Message, more is null ? Does.Not.Contain(" plan has ") : Does.Contain($"The {more} plan has"));
    }
}
