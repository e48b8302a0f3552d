using Marketplace.Core.Reviews;

namespace Marketplace.Tests.Reviews;

internal sealed class ReviewPolicyTests
{
    private static readonly DateTimeOffset Paid = new(2026, 3, 4, 10, 30, 0, TimeSpan.Zero);

    [TestCase(0, "Fine", "It works.", "reviews.bad_rating")]
    [TestCase(6, "Fine", "It works.", "reviews.bad_rating")]
    [TestCase(3, " \0 ", "It works.", "reviews.no_title")]
    [TestCase(3, "Fine", "\u202E", "reviews.no_body")]
    public void AReview_WithoutStarsOrWords_IsRefused(int rating, string title, string body, string code) =>
        Assert.That(ReviewPolicy.Check(new(rating, title, body)).Error!.Code, Is.EqualTo(code));

    [Test]
    public void AReview_IsKeptInItsCanonicalForm() =>
        Assert.That(ReviewPolicy.Check(new(5, " Fine\n work ", "One\r\nTwo ")).Value, Is.EqualTo(new ReviewText(5, "Fine work", "One\nTwo")));

    [Test]
    public void AnInvitation_IsDueAfterSevenDays_ToTheSecond() => Assert.That(ReviewPolicy.InviteAt(Paid), Is.EqualTo(Paid.AddDays(7)));

    [TestCase(0, true)]
    [TestCase(21, true)]
    [TestCase(22, false)]
    public void AnInvitation_IsWorthAsking_ForThreeWeeks(int daysLate, bool expected) =>
        Assert.That(ReviewPolicy.IsStillWorthAsking(Paid, Paid.AddDays(daysLate)), Is.EqualTo(expected));
}
