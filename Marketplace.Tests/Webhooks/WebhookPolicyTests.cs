using Marketplace.Core.Webhooks;

namespace Marketplace.Tests.Webhooks;

internal sealed class WebhookPolicyTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    [TestCase(0.0)]
    [TestCase(0.5)]
    [TestCase(1.0)]
    public void TenTries_GoOverThreeDays_EachPauseLongerThanTheLast(double luck)
    {
        var pauses = new List<TimeSpan>();
        while (WebhookPolicy.Pause(pauses.Count + 1, WebhookPolicy.MaxTries, luck, asked: null) is { } pause)
        {
            pauses.Add(pause);
        }

        Assert.That(pauses, Has.Count.EqualTo(9).And.Ordered);
        Assert.That(pauses[0], Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(pauses.Aggregate((sum, pause) => sum + pause), Is.EqualTo(TimeSpan.FromDays(3)).Within(TimeSpan.FromHours(8)));
    }

    [Test]
    public void APause_IsSpread_ByTenPercent()
    {
        var (least, most) = (WebhookPolicy.Pause(5, 10, 0, null)!.Value, WebhookPolicy.Pause(5, 10, 1, null)!.Value);
        Assert.That((least, most), Is.EqualTo((TimeSpan.FromHours(4.5), TimeSpan.FromHours(5.5))));
    }

    [Test]
    public void AReceiver_ThatAsksForTime_GetsIt_UpToADay()
    {
        Assert.That(WebhookPolicy.Pause(1, 10, 0.5, TimeSpan.FromMinutes(3)), Is.EqualTo(TimeSpan.FromMinutes(3)));
        Assert.That(WebhookPolicy.Pause(1, 10, 0.5, TimeSpan.FromDays(400)), Is.EqualTo(TimeSpan.FromHours(24)));
        Assert.That(WebhookPolicy.Pause(4, 10, 0.5, TimeSpan.FromSeconds(1)), Is.EqualTo(TimeSpan.FromHours(2)), "it cannot shorten the pause");
        Assert.That(WebhookPolicy.Pause(1, 10, 0.5, TimeSpan.FromHours(-2)), Is.EqualTo(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public void ATest_IsTriedOnce() => Assert.That(WebhookPolicy.Pause(1, WebhookPolicy.TriesOf(WebhookEvents.Test), 0.5, null), Is.Null);

    [Test]
    public void AnEndpoint_AnswersForPeopleTwentyTimesAMinute()
    {
        var endpoint = Endpoint();
        for (var time = 0; time < WebhookPolicy.MostAsked; time++)
        {
            Assert.That(endpoint.Ask(Start), Is.Null);
        }

        Assert.That(endpoint.Ask(Start.AddSeconds(20)), Is.EqualTo(TimeSpan.FromSeconds(40)));
        Assert.That(endpoint.Ask(Start.AddSeconds(60)), Is.Null);
    }

    [Test]
    public void AReplacedSecret_SignsForADay_AndAThirdEndsTheFirst()
    {
        var endpoint = Endpoint();
        endpoint.Rotate([2], Start);
        Assert.That(endpoint.SecretsAt(Start.AddHours(23.9)), Is.EqualTo(new byte[][] { [2], [1] }));
        Assert.That(endpoint.SecretsAt(Start.AddHours(24)), Is.EqualTo(new byte[][] { [2] }));
        endpoint.Rotate([3], Start.AddHours(1));
        Assert.That(endpoint.SecretsAt(Start.AddHours(2)), Is.EqualTo(new byte[][] { [3], [2] }));
    }

    [TestCase(WebhookEndpointState.Off)]
    [TestCase(WebhookEndpointState.Failing)]
    [TestCase(WebhookEndpointState.Gone)]
    public void Transitions_OutOfAndIntoEnabled(WebhookEndpointState state)
    {
        var endpoint = Endpoint();
        endpoint.Failed();
        endpoint.Disable(state, Start.AddHours(1));
        Assert.That((endpoint.State, endpoint.StateAt, endpoint.IsEnabled), Is.EqualTo((state, Start.AddHours(1), false)));
        Assert.That(() => endpoint.Disable(WebhookEndpointState.Off, Start), Throws.InvalidOperationException);
        endpoint.Enable(Start.AddHours(2));
        Assert.That((endpoint.State, endpoint.StateAt, endpoint.Failures), Is.EqualTo((WebhookEndpointState.Enabled, Start.AddHours(2), 0)));
        endpoint.Enable(Start.AddHours(3));
        Assert.That(endpoint.StateAt, Is.EqualTo(Start.AddHours(2)), "enabling twice changes nothing");
    }

    private static WebhookEndpoint Endpoint() => new()
    {
        Id = Guid.NewGuid(),
        SellerId = Guid.NewGuid(),
        Url = "https://example.com/hooks",
        Events = [WebhookEvents.OrderPaid],
        SealedSecret = [1],
        StateAt = Start,
        CreatedAt = Start,
        UpdatedAt = Start,
    };
}
