using Marketplace.NativeHost.Running;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.NativeHost;

[TestFixture]
internal sealed class RestartPolicyTests
{
    [Test]
    public void Process_EndsSixTimesInAMinute_IsGivenUp()
    {
        var policy = new RestartPolicy(new FakeTimeProvider());
        var pauses = Enumerable.Range(0, 6).Select(_ => policy.Ended()?.TotalSeconds).ToList();
        Assert.That(pauses, Is.EqualTo(new double?[] { 0.25, 0.5, 1, 2, 4, null }));
    }

    [Test]
    public void Process_EndsNowAndThen_IsAlwaysStartedAgainSoon()
    {
        var time = new FakeTimeProvider();
        var policy = new RestartPolicy(time);
        for (var i = 0; i < 20; i++)
        {
            Assert.That(policy.Ended(), Is.EqualTo(TimeSpan.FromMilliseconds(250)));
            time.Advance(TimeSpan.FromSeconds(61));
        }
    }
}
