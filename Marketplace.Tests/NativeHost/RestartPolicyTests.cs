using Marketplace.NativeHost.Running;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.NativeHost;

[TestFixture]
internal sealed class RestartPolicyTests
{
    [Test]
    public void Process_EndsSixTimesInAMinuteWithoutBeingReady_IsGivenUp()
    {
        var policy = new RestartPolicy(new FakeTimeProvider());
        var pauses = Enumerable.Range(0, 6).Select(_ => policy.Ended(wasReady: false)?.TotalSeconds).ToList();
        Assert.That(pauses, Is.EqualTo(new double?[] { 0.25, 0.5, 1, 2, 4, null }));
    }

    [Test]
    public void Process_KilledAgainAndAgainWhileItWasReady_IsStartedAgainAfterLongerPauses()
    {
        var policy = new RestartPolicy(new FakeTimeProvider());
        var pauses = Enumerable.Range(0, 8).Select(_ => policy.Ended(wasReady: true)?.TotalSeconds).ToList();
        Assert.That(pauses, Is.EqualTo(new double?[] { 0.25, 0.5, 1, 2, 4, 4, 4, 4 }));
    }

    [Test]
    public void Process_ReadyInBetween_HasAllItsStartsAgain()
    {
        var policy = new RestartPolicy(new FakeTimeProvider());
        bool[] wasReady = [false, false, false, false, true, false, false, false, false, false, false];
        Assert.That(wasReady.Select(policy.Ended).Select(pause => pause is null), Is.EqualTo(wasReady.Select((_, i) => i == 10)));
    }

    [Test]
    public void Process_EndsNowAndThen_IsAlwaysStartedAgainSoon()
    {
        var time = new FakeTimeProvider();
        var policy = new RestartPolicy(time);
        for (var i = 0; i < 20; i++)
        {
            Assert.That(policy.Ended(wasReady: false), Is.EqualTo(TimeSpan.FromMilliseconds(250)));
            time.Advance(TimeSpan.FromSeconds(61));
        }
    }
}
