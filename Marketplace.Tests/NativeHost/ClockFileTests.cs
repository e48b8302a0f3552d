using Marketplace.AppHost;

namespace Marketplace.Tests.NativeHost;

[TestFixture]
internal sealed class ClockFileTests
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"clock-{Guid.NewGuid()}", "clock.json");

    [TearDown]
    public void Delete()
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [TestCase("+8d", 8 * 24 * 60)]
    [TestCase("8d", 8 * 24 * 60)]
    [TestCase("+36h", 36 * 60)]
    [TestCase("+90m", 90)]
    [TestCase("+1d12h", 36 * 60)]
    [TestCase(" +60s ", 1)]
    public void Step_Forward_IsRead(string text, int minutes) =>
        Assert.That(ClockFile.ParseForward(text), Is.EqualTo(TimeSpan.FromMinutes(minutes)));

    [TestCase("-8d")]
    [TestCase("")]
    [TestCase("+")]
    [TestCase("8")]
    [TestCase("+0d")]
    [TestCase("d8")]
    [TestCase("+8 days")]
    [TestCase("+999999d")]
    [TestCase("+1.5d")]
    public void Step_AnythingElse_IsRefused(string text)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ClockFile.ParseForward(text), Is.Null);
            Assert.That(ClockFile.Apply(path, text), Does.Contain("no step forward"));
            Assert.That(path, Does.Not.Exist);
        }
    }

    [Test]
    public void Steps_OneAfterAnother_AddUpUntilReset()
    {
        Assert.That(ClockFile.Read(path), Is.EqualTo(TimeSpan.Zero), "No file, no offset.");
        ClockFile.Apply(path, "+7d");
        ClockFile.Apply(path, "+1d");
        Assert.That(ClockFile.Read(path), Is.EqualTo(TimeSpan.FromDays(8)));
        Assert.That(File.ReadAllText(path), Is.EqualTo("""{ "offsetSeconds": 691200 }"""), "What SharedClock reads.");

        ClockFile.Apply(path, "reset");
        Assert.That(ClockFile.Read(path), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void Clock_MoreThanTenYearsAhead_IsRefused()
    {
        ClockFile.Apply(path, "+3650d");
        Assert.That(ClockFile.Apply(path, "+1d"), Does.Contain("ten years"));
    }
}
