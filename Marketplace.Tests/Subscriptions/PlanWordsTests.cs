using Marketplace.Contracts.Http;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Subscriptions;

namespace Marketplace.Tests.Subscriptions;

internal sealed class PlanWordsTests
{
    [Test]
    public void AYearsPrice_IsShownAsAMonthAndAsWhatItSaves()
    {
        var pro = Plan("pro", 49_00);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(PlanWords.MonthOfYear(pro).Amount, Is.EqualTo(40_83));
            Assert.That(PlanWords.MonthOfYear(Plan("team", 149_00)).Amount, Is.EqualTo(124_17));
            Assert.That(PlanWords.Saving(pro).Amount, Is.EqualTo(98_00));
            Assert.That(PlanWords.Whole(pro.YearlyPrice), Is.EqualTo("$490"));
            Assert.That(PlanWords.Whole(new(40_83, "USD")), Is.EqualTo("$40.83"));
        }
    }

    [Test]
    public void Telling_SaysOnlyWhatThePlanHas() => Assert.That(
        PlanWords.Telling(Plan("pro", 49_00, new("brainQuestions", "Questions", true, 1_000, "1,000"), new("verifiedBadge", "Badge", false, null, "–"), new("publishedProducts", "Products", true, null, "No limit"))),
        Is.EqualTo(new[] { "1,000 questions to the Brain a month", "Products for sale without limit" }));

    [Test]
    public void AFeatureThatPagesDoNotKnow_IsStillNamed() =>
        Assert.That(PlanWords.Phrase(new("newThing", "New thing", true, null, "Included")), Is.EqualTo("New thing: Included"));

    [Test]
    public void Losses_CountWhatIsOverTheSmallerPlan_AndLeaveOutWhatStays()
    {
        var pro = Plan("pro", 49_00, new("publishedProducts", "Products", true, 100, "100"), new("verifiedBadge", "Badge", true, null, "Included"), new("seats", "Seats", true, 1, "1"));
        var free = Plan("free", 0, new("publishedProducts", "Products", true, 10, "10"), new("verifiedBadge", "Badge", false, null, "–"), new("seats", "Seats", true, 1, "1"));
        var losses = PlanLoss.Of(pro, free, [new("publishedProducts", "Products", 1_034, 100, null, null)]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(losses.Select(loss => loss.Title), Is.EqualTo(new[] { "Products", "Badge" }));
            Assert.That(losses[0].Text, Does.StartWith("10 stay for sale; 1,024 of your 1,034 are unlisted."));
            Assert.That(PlanLoss.Of(pro, free, [])[0].Text, Is.EqualTo("10 instead of 100."));
        }
    }

    private static PlanView Plan(string name, long cents, params PlanFeatureView[] features) =>
        new(name, PlanWords.Title(name), "", new MoneyView(cents, "USD"), new MoneyView(10 * cents, "USD"), features);
}
