using Marketplace.Core.Payments;

namespace Marketplace.Tests.Payments;

internal sealed class EscrowPolicyTests
{
    private static readonly DateTimeOffset PaidAt = new(2026, 3, 7, 22, 15, 30, TimeSpan.Zero);

    [Test]
    public void ReleaseAt_IsSevenTimes24HoursAfterPayment() => Assert.That(EscrowPolicy.ReleaseAt(PaidAt) - PaidAt, Is.EqualTo(TimeSpan.FromHours(168)));

    [TestCase(-1, ExpectedResult = false)]
    [TestCase(0, ExpectedResult = true, Description = "inclusive")]
    [TestCase(1, ExpectedResult = true)]
    public bool IsReleasable_FromTheVerySecond(int seconds)
    {
        var releaseAt = EscrowPolicy.ReleaseAt(PaidAt);
        return EscrowPolicy.IsReleasable(releaseAt, releaseAt.AddSeconds(seconds));
    }
}
