using System.Globalization;
using Marketplace.Core.Accounts;
using Marketplace.Core.Payouts;

namespace Marketplace.Tests.Payouts;

internal sealed class PayoutPolicyTests
{
    private static SellerAccount ReadySeller => new()
    {
        UserId = Guid.NewGuid(),
        StripeAccountId = "acct_1",
        DetailsSubmitted = true,
        TransfersActive = true,
        PayoutsEnabled = true,
        TermsAcceptedAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly PayoutStanding Nothing = new(0, 0, 0, 0, false, null);

    [TestCase("2026-11-22T18:00:00Z", ExpectedResult = "2026-11-16", Description = "a Sunday belongs to the week before")]
    [TestCase("2026-11-23T00:00:00Z", ExpectedResult = "2026-11-23", Description = "Monday 00:00 itself")]
    [TestCase("2026-11-22T23:59:59Z", ExpectedResult = "2026-11-16")]
    [TestCase("2026-11-28T12:00:00Z", ExpectedResult = "2026-11-23")]
    public string RunDue_IsTheLastMondayInUtc(string now) => Day(PayoutPolicy.RunDue(At(now)));

    [TestCase("2026-11-24T12:00:00Z", "2026-11-22T12:00:00Z", ExpectedResult = "2026-11-30")]
    [TestCase("2026-11-30T00:00:00Z", "2026-11-22T12:00:00Z", ExpectedResult = "2026-11-30", Description = "released at the very run")]
    [TestCase("2026-11-20T12:00:00Z", "2026-11-22T12:00:00Z", ExpectedResult = "2026-11-23", Description = "released already: the next run")]
    public string RunFor_IsTheFirstRunAtOrAfterTheRelease(string releaseAt, string now) => Day(PayoutPolicy.RunFor(At(releaseAt), At(now)));

    [Test]
    public void ObstacleFor_AReadySellerWithMoney_IsNone() => Assert.That(PayoutPolicy.ObstacleFor(ReadySeller, Nothing with { ReadyCents = 1, DebtCents = 0 }), Is.Null);

    [TestCase(0, 0, 0, 0, ExpectedResult = "nothing_due")]
    [TestCase(0, 500, 0, 0, ExpectedResult = "in_escrow")]
    [TestCase(0, 500, 300, 0, ExpectedResult = "disputed")]
    [TestCase(500, 0, 0, 500, ExpectedResult = "debt", Description = "all that is ready is owed")]
    [TestCase(500, 0, 0, 499, ExpectedResult = null)]
    [TestCase(0, 0, 0, 1, ExpectedResult = "debt")]
    public string? ObstacleFor_TellsTheOneReason(long ready, long escrow, long frozen, long debt) =>
        PayoutPolicy.ObstacleFor(ReadySeller, new(ready, escrow, frozen, debt, false, null))?.Code;

    [TestCase(1711, 500, ExpectedResult = 1211)]
    [TestCase(500, 1711, ExpectedResult = 0)]
    public long NextAmount_IsWhatIsReadyLessDebt(long ready, long debt) => PayoutPolicy.NextAmount(Nothing with { ReadyCents = ready, DebtCents = debt });

    [Test]
    public void ObstacleFor_IsOneReasonInTheOrderOfWhatToDoFirst()
    {
        var hold = new PayoutHold { Id = Guid.NewGuid(), SellerId = Guid.NewGuid(), Kind = "review", Reason = "Checked.", PlacedAt = At("2026-11-22T12:00:00Z"), DeadlineAt = At("2026-12-06T12:00:00Z") };
        var everything = new PayoutStanding(500, 500, 500, 500, true, hold);
        var account = ReadySeller;
        account.DetailsSubmitted = account.TransfersActive = account.PayoutsEnabled = false;
        Assert.That(PayoutPolicy.ObstacleFor(account, everything)?.Code, Is.EqualTo("onboarding_incomplete"));
        account.DetailsSubmitted = true;
        Assert.That(PayoutPolicy.ObstacleFor(account, everything)?.Code, Is.EqualTo("transfers_inactive"));
        account.TransfersActive = true;
        Assert.That(PayoutPolicy.ObstacleFor(account, everything)?.Code, Is.EqualTo("payouts_disabled"));
        account.PayoutsEnabled = true;
        Assert.That(PayoutPolicy.ObstacleFor(account, everything)?.Code, Is.EqualTo("on_hold"));
        Assert.That(PayoutPolicy.ObstacleFor(account, everything with { Hold = null })?.Code, Is.EqualTo("open_payout"));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
