using Marketplace.Contracts.Http;
using Marketplace.Contracts.Subscriptions;
using Marketplace.Web.Subscriptions;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Tests.Subscriptions;

/// <summary>A reload asks for the same change by the same key and for the same amount; another wish, or another standing, does not.</summary>
internal sealed class ChangeKeyTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 4, 10, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);
    private static readonly SubscriptionRequest Wish = new() { Plan = "team", Interval = "month" };
    private static readonly SubscriptionView Pro = new("pro", "subscription", null, new(
        Guid.Parse("0197a000-0000-7000-8000-000000000001"), "pro", "month", "active", new MoneyView(49_00, "USD"), At, At.AddMonths(1), null, null, null, null, null, null, null), null);

    [Test]
    public void AReload_FindsTheKeyAndTheMoment()
    {
        var (made, again) = MakeAndComeBack();
        Assert.That(ChangeKey.Find(again, Wish, Pro), Is.EqualTo(made));
        Assert.That(ChangeKey.ReadAt(made.AtText), Is.EqualTo(At));
    }

    [Test]
    public void AnotherWishOrStanding_IsAnotherKey()
    {
        var (_, again) = MakeAndComeBack();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ChangeKey.Find(again, Wish with { Interval = "year" }, Pro), Is.Null);
            Assert.That(ChangeKey.Find(again, Wish, Pro with { Subscription = Pro.Subscription! with { PendingPlan = "team" } }), Is.Null);
            Assert.That(ChangeKey.Find(again, Wish, Pro with { Subscription = null }), Is.Null);
            Assert.That(ChangeKey.Find(new DefaultHttpContext(), Wish, Pro), Is.Null);
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("-5")]
    [TestCase("9223372036854775807")]
    [TestCase("soon")]
    public void AMomentThatIsNone_IsNotSent(string? text) => Assert.That(ChangeKey.ReadAt(text), Is.Null);

    private static (ChangeKey Made, HttpContext Again) MakeAndComeBack()
    {
        var first = new DefaultHttpContext();
        var made = ChangeKey.Make(first, Wish, Pro, At);
        var again = new DefaultHttpContext();
        again.Request.Headers.Cookie = first.Response.Headers.SetCookie.ToString().Split(';')[0];
        return (made, again);
    }
}
