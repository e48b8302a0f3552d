using Marketplace.ServiceDefaults.Time;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Tests.ServiceDefaults;

internal sealed class SharedClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);
    private string file = null!;
    private FakeTimeProvider system = null!;
    private SharedClock clock = null!;

    [SetUp]
    public void SetUp()
    {
        file = Path.Combine(Path.GetTempPath(), $"clock-{Guid.NewGuid():N}.json");
        system = new FakeTimeProvider(Start);
        clock = new SharedClock(file, system);
    }

    [TearDown]
    public void TearDown() => File.Delete(file);

    [Test]
    public void MissingFile_IsTheSystemClock() => Assert.That(clock.GetUtcNow(), Is.EqualTo(Start));

    [Test]
    public void MissingFolder_IsTheSystemClock() =>
        Assert.That(new SharedClock(Path.Combine(file, "none.json"), system).GetUtcNow(), Is.EqualTo(Start));

    [Test]
    public void Offset_IsAdded()
    {
        Write("""{ "offsetSeconds": 691200 }""");
        Assert.That(clock.GetUtcNow(), Is.EqualTo(Start.AddDays(8)));
    }

    [Test]
    public void Change_IsSeenAfterTheInterval_NotBefore()
    {
        Assert.That(clock.GetUtcNow(), Is.EqualTo(Start));
        Write("""{ "offsetSeconds": 3600 }""");
        Assert.That(clock.GetUtcNow(), Is.EqualTo(Start));
        system.Advance(TimeSpan.FromMilliseconds(200));
        Assert.That(clock.GetUtcNow(), Is.EqualTo(system.GetUtcNow().AddHours(1)));
    }

    [TestCase("{ \"offsetSec")]
    [TestCase("")]
    [TestCase("""{ "offset": 1 }""")]
    [TestCase("""{ "offsetSeconds": "soon" }""")]
    [TestCase("""{ "offsetSeconds": 1e300 }""")]
    [TestCase("[]")]
    public void MalformedFile_KeepsTheLastOffset(string text)
    {
        Write("""{ "offsetSeconds": 60 }""");
        _ = clock.GetUtcNow();
        Write(text);
        system.Advance(TimeSpan.FromSeconds(1));
        Assert.That(clock.GetUtcNow(), Is.EqualTo(system.GetUtcNow().AddMinutes(1)));
    }

    [Test]
    public void RemovedFile_ReturnsToTheSystemClock()
    {
        Write("""{ "offsetSeconds": 60 }""");
        _ = clock.GetUtcNow();
        File.Delete(file);
        system.Advance(TimeSpan.FromSeconds(1));
        Assert.That(clock.GetUtcNow(), Is.EqualTo(system.GetUtcNow()));
    }

    [Test]
    public void Timestamps_DoNotJump()
    {
        var before = clock.GetTimestamp();
        Write("""{ "offsetSeconds": 691200 }""");
        system.Advance(TimeSpan.FromSeconds(1));
        _ = clock.GetUtcNow();
        Assert.That(clock.GetElapsedTime(before), Is.EqualTo(TimeSpan.FromSeconds(1)));
    }

    private void Write(string text) => File.WriteAllText(file, text);
}
