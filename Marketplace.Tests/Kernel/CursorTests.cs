using Marketplace.Core.Kernel;

namespace Marketplace.Tests.Kernel;

internal sealed class CursorTests
{
    [Test]
    public void Parse_OfACursorThatWasGivenOut_IsThePositionItStoodFor()
    {
        var position = new TimePosition(new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero), Guid.CreateVersion7());
        Assert.That(TimePosition.Parse(position.ToString(), TimePosition.Newest).Value, Is.EqualTo(position));
    }

    [TestCase(null)]
    [TestCase("")]
    public void Parse_OfNoCursor_IsTheStart(string? cursor) =>
        Assert.That(TimePosition.Parse(cursor, TimePosition.Oldest).Value, Is.EqualTo(TimePosition.Oldest));

    [TestCase("x")]
    [TestCase("not a cursor!")]
    [TestCase("AAAA")]
    [TestCase("MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDBhYmM")]
    [TestCase("MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDA5OTk5OTk5OTk5OTk5OTk5OTk5")]
    public void Parse_OfAnythingElse_IsRefused(string cursor) =>
        Assert.That(TimePosition.Parse(cursor, TimePosition.Newest).Error?.Code, Is.EqualTo("validation_failed"));

    [Test]
    public void TryParse_OfAKeyWithAnyText_KeepsIt()
    {
        var cursor = new Cursor("4,5;ä\"", Guid.NewGuid());
        Assert.That(Cursor.TryParse(cursor.ToString(), out var parsed), Is.True);
        Assert.That(parsed, Is.EqualTo(cursor));
    }
}
