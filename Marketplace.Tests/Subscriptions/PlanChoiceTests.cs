using Marketplace.Contracts.Http;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Subscriptions;

namespace Marketplace.Tests.Subscriptions;

/// <summary>The button of each plan on the pricing page, for each kind of person who looks at it.</summary>
internal sealed class PlanChoiceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [TestCase("free", "Join", "/account/sign-up?returnUrl=%2Faccount%2Fsubscription")]
    [TestCase("pro", "Choose Pro", "/account/sign-in?returnUrl=%2Faccount%2Fsubscription%2Fchange%3Fplan%3Dpro%26interval%3Dyear")]
    public void AStranger_JoinsOrSignsIn_AndComesBackToTheChoice(string plan, string text, string href)
    {
        var choice = PlanChoice.Of(plan, "year", signedIn: false, null);
        Assert.That((choice.Text, choice.Href, choice.IsCurrent), Is.EqualTo((text, href, false)));
    }

    [TestCase("free", "Your plan", true)]
    [TestCase("team", "Choose Team", false)]
    public void SomebodyOnFree_SeesWhereTheyStand(string plan, string text, bool isCurrent)
    {
        var choice = PlanChoice.Of(plan, "month", signedIn: true, new("free", "none", null, null, null));
        Assert.That((choice.Text, choice.IsCurrent, choice.IsPrimary), Is.EqualTo((text, isCurrent, !isCurrent)));
    }

    [TestCase("free", "month", "Change to Free", "/account/subscription/cancel", false)]
    [TestCase("pro", "month", "Change to Pro", "/account/subscription/change?plan=pro&interval=month", false)]
    [TestCase("team", "month", "Your plan", "/account/subscription", false)]
    [TestCase("team", "year", "Pay yearly instead", "/account/subscription/change?plan=team&interval=year", false)]
    [TestCase("enterprise", "month", "Upgrade to Enterprise", "/account/subscription/change?plan=enterprise&interval=month", true)]
    public void ASubscriber_UpgradesOrChanges(string plan, string interval, string text, string href, bool isPrimary)
    {
        var choice = PlanChoice.Of(plan, interval, signedIn: true, View(Own("team", "month")));
        Assert.That((choice.Text, choice.Href, choice.IsPrimary), Is.EqualTo((text, href, isPrimary)));
    }

    /// <summary>A larger plan that is paid less often waits for the end of the year, so it is not called an upgrade.</summary>
    [Test]
    public void ALargerPlanByTheMonth_IsNoUpgradeForSomebodyWhoPaysYearly() => Assert.That(
        PlanChoice.Of("team", "month", signedIn: true, View(Own("pro", "year"))).Text, Is.EqualTo("Change to Team"));

    [Test]
    public void WhatIsPlannedOrWaits_IsSaidOnItsPlan() => Assert.Multiple(() =>
    {
        var cancelled = View(Own("pro", "month") with { CancelAt = Start.AddMonths(1) });
        Assert.That(PlanChoice.Of("free", "month", signedIn: true, cancelled).Text, Is.EqualTo("From 4 April 2026"));
        Assert.That(PlanChoice.Of("pro", "month", signedIn: true, cancelled).Text, Is.EqualTo("Keep Pro"));
        var smaller = View(Own("team", "month") with { NextPlan = "pro", NextInterval = "month" });
        Assert.That(PlanChoice.Of("pro", "month", signedIn: true, smaller).Text, Is.EqualTo("From 4 April 2026"));
        var waits = View(Own("pro", "month") with { PendingPlan = "team", PendingInterval = "month" });
        Assert.That(PlanChoice.Of("team", "month", signedIn: true, waits).Text, Is.EqualTo("Waits for its payment"));
    });

    private static SubscriptionView View(OwnSubscriptionView own) => new(own.Plan, "subscription", null, own, null);

    private static OwnSubscriptionView Own(string plan, string interval) => new(
        Guid.NewGuid(), plan, interval, "active", new MoneyView(49_00, "USD"), Start, Start.AddMonths(1), null, null, null, null, null, null, null);
}
