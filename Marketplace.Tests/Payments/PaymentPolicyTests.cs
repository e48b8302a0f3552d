using Marketplace.Core.Payments;

namespace Marketplace.Tests.Payments;

internal sealed class PaymentPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [TestCase(null, -30 * 24, TestName = "SweepEventsFrom_NoSweepYet_IsAllThatStripeKeeps")]
    [TestCase(-2, -3, TestName = "SweepEventsFrom_ASweepBefore_GoesOnThereWithAnHoursOverlap")]
    [TestCase(-40 * 24, -30 * 24, TestName = "SweepEventsFrom_AfterALongOutage_IsAllThatStripeKeeps")]
    [TestCase(5, -1, TestName = "SweepEventsFrom_AClockThatWasSetBack_IsTheLastHour")]
    public void SweepEventsFrom(int? lastHours, int expectedHours) => Assert.That(
        PaymentPolicy.SweepEventsFrom(lastHours is { } hours ? Now.AddHours(hours) : null, Now), Is.EqualTo(Now.AddHours(expectedHours)));
}
