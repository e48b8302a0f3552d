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
    public void ObstacleFor_AReadySellerWithMoney_IsNone() => Assert.That(PayoutPolicy.ObstacleFor(ReadySeller, true, false, false), Is.Null);

    [TestCase(false, false, ExpectedResult = "nothing_due")]
    [TestCase(false, true, ExpectedResult = "in_escrow")]
    public string? ObstacleFor_NothingReady_SaysWhy(bool ready, bool inEscrow) => PayoutPolicy.ObstacleFor(ReadySeller, ready, inEscrow, false)?.Code;

    [Test]
    public void ObstacleFor_IsOneReasonInTheOrderOfWhatToDoFirst()
    {
        var account = ReadySeller;
        account.DetailsSubmitted = account.TransfersActive = account.PayoutsEnabled = false;
        Assert.That(PayoutPolicy.ObstacleFor(account, true, true, true)?.Code, Is.EqualTo("onboarding_incomplete"));
        account.DetailsSubmitted = true;
        Assert.That(PayoutPolicy.ObstacleFor(account, true, true, true)?.Code, Is.EqualTo("transfers_inactive"));
        account.TransfersActive = true;
        Assert.That(PayoutPolicy.ObstacleFor(account, true, true, true)?.Code, Is.EqualTo("payouts_disabled"));
        account.PayoutsEnabled = true;
        Assert.That(PayoutPolicy.ObstacleFor(account, true, true, true)?.Code, Is.EqualTo("open_payout"));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
