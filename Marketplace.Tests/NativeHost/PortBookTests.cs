using Marketplace.NativeHost.Running;

namespace Marketplace.Tests.NativeHost;

[TestFixture]
internal sealed class PortBookTests
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"ports-{Guid.NewGuid()}.json");

    [TearDown]
    public void Delete() => File.Delete(path);

    [Test]
    public void KnownPort_Free_IsTaken()
    {
        var book = new PortBook(path, auto: false, isFree: _ => true);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(book.Take("web/http", 5100), Is.EqualTo(5100));
            Assert.That(book.Notes, Is.Empty);
        }
    }

    [Test]
    public void KnownPort_Busy_FallsBackToTheSameFreeOneRunAfterRun()
    {
        var first = new PortBook(path, auto: false, isFree: port => port != 5100);
        var fallback = first.Take("web/http", 5100);
        first.Save();

        var second = new PortBook(path, auto: false, isFree: port => port != 5100);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fallback, Is.InRange(20000, 32000));
            Assert.That(first.Notes.Single(), Does.Contain("5100").And.Contain("web/http"));
            Assert.That(second.Take("web/http", 5100), Is.EqualTo(fallback));
        }
    }

    [Test]
    public void KnownPort_FreeAgain_IsTakenAgain()
    {
        var busy = new PortBook(path, auto: false, isFree: port => port != 5100);
        busy.Take("web/http", 5100);
        busy.Save();

        Assert.That(new PortBook(path, auto: false, isFree: _ => true).Take("web/http", 5100), Is.EqualTo(5100));
    }

    [Test]
    public void Auto_TwoEndpointsOfOneKnownPort_GetDifferentPortsAndKeepThem()
    {
        var first = new PortBook(path, auto: true, isFree: _ => true);
        int[] ports = [first.Take("web/http", 5100), first.Take("api/http", 5100)];
        first.Save();

        var second = new PortBook(path, auto: true, isFree: _ => true);
        int[] again = [second.Take("web/http", 5100), second.Take("api/http", 5100)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ports, Is.Unique.And.None.EqualTo(5100));
            Assert.That(again, Is.EqualTo(ports));
            Assert.That(first.Notes, Is.Empty);
        }
    }

    [Test]
    public void RememberedPorts_Unreadable_AreForgotten()
    {
        File.WriteAllText(path, "{ half");
        Assert.That(new PortBook(path, auto: false, isFree: _ => true).Take("web/http", 5100), Is.EqualTo(5100));
    }
}
