using System.Runtime.Versioning;
using System.Text.Json;
using Marketplace.NativeHost.Graph;
using Marketplace.NativeHost.Running;

namespace Marketplace.Tests.NativeHost;

/// <summary>The files of a data folder: run.json, pid files, passwords.</summary>
[TestFixture]
[UnsupportedOSPlatform("windows")]
internal sealed class DataFolderTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string folder = null!;

    [SetUp]
    public void Create() => folder = Directory.CreateTempSubdirectory("data-folder-").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task RunFile_ReadWhileItChanges_IsAlwaysWhole()
    {
        var path = Path.Combine(folder, "run.json");
        var board = new StatusBoard(path, TimeProvider.System);
        var status = new ResourceStatus { Name = "api", Kind = "project", State = ResourceState.Starting };
        board.Set(status);
        using var finished = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            var reads = 0;
            for (; !finished.IsCancellationRequested; reads++)
            {
                using var json = JsonDocument.Parse(File.ReadAllText(path));
                Assert.That(json.RootElement.GetProperty("resources").GetProperty("api").GetProperty("state").GetString(), Is.EqualTo("starting").Or.EqualTo("running"));
            }

            return reads;
        });

        for (var i = 0; i < 300; i++)
        {
            board.Set(status with { State = i % 2 == 0 ? ResourceState.Running : ResourceState.Starting, Message = new string('x', i * 10) });
        }

        await finished.CancelAsync();
        Assert.That(await reading, Is.Positive);
    }

    [Test]
    public async Task PidFile_NumberOfAnotherProcessByNow_IsLeftAlone()
    {
        using var stranger = System.Diagnostics.Process.Start("sleep", "60");
        var files = new PidFiles(folder);
        files.Write("api", new ProcessIdentity(stranger.Id, "long ago"), Posix.Terminate);

        var ended = await files.EndLeftoversAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended, Is.Empty);
            Assert.That(stranger.HasExited, Is.False);
            Assert.That(Directory.EnumerateFiles(folder), Is.Empty);
        }

        stranger.Kill();
    }

    [Test]
    public async Task PidFile_OfALivingProcess_EndsIt()
    {
        using var leftover = System.Diagnostics.Process.Start("sleep", "60");
        var files = new PidFiles(folder);
        files.Write("api", ProcessTable.Identify(leftover.Id)!, Posix.Terminate);
        await File.WriteAllTextAsync(Path.Combine(folder, "broken.pid"), "{");

        Assert.That(await files.EndLeftoversAsync(), Is.EqualTo(new[] { "api" }));
        Assert.That(leftover.WaitForExit(5000), Is.True);
    }

    [Test]
    public void Password_MadeOnce_IsKeptForItsOwnerOnly()
    {
        var path = Path.Combine(folder, "passwords.json");
        var (first, second) = (Generated(), Generated());

        KeptPasswords.Apply(path, [first]);
        KeptPasswords.Apply(path, [second]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Value, Does.Match("^[0-9a-f]{32}$"));
            Assert.That(second.Value, Is.EqualTo(first.Value));
            Assert.That(File.GetUnixFileMode(path), Is.EqualTo(OwnerOnly));
        }
    }

    [Test]
    public void Parameter_WithoutValue_SaysHowToSetIt() =>
        Assert.That(() => new ParameterResource("stripe-secret-key", secret: true, () => null).Value,
            Throws.TypeOf<HostProblemException>().With.Message.Contain("stripe-secret-key").And.Property("Fix").Contain("Parameters__stripe-secret-key"));

    private static ParameterResource Generated() => new("postgres-password", secret: true, () => null) { IsGenerated = true };
}
