using System.Diagnostics;
using System.Runtime.Versioning;
using Marketplace.NativeHost.Running;

namespace Marketplace.Tests.NativeHost;

/// <summary>The native host as real processes: how it ends, and what it does after an end it did not choose.</summary>
[TestFixture]
[UnsupportedOSPlatform("windows")]
internal sealed class HostProcessTests
{
    [Test]
    public async Task Host_KilledHard_NextStartEndsWhatItLeft()
    {
        await using var run = new ProbeRun();
        var killed = await run.StartUntilUpAsync();
        var orphans = run.Children();

        ProbeRun.Signal(killed, Posix.Kill);
        await ProbeRun.ExitCodeAsync(killed);
        Assert.That(orphans.Select(ProcessTable.IsAlive), Is.All.True, "Children outlive a killed host; the test would prove nothing otherwise.");

        await run.StartUntilUpAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(orphans.Select(ProcessTable.IsAlive), Is.All.False);
            Assert.That(run.Output, Does.Contain("ended what an earlier host left running"));
            Assert.That(run.Url("first").Port, Is.EqualTo(run.FirstPort), "The port is free again.");
        }
    }

    [TestCase(Posix.Interrupt)]
    [TestCase(Posix.Terminate)]
    public async Task Host_AskedToStop_LeavesNothing(int signal)
    {
        await using var run = new ProbeRun();

        // A background job of a shell is born with SIGINT ignored, and hands that on.
        var host = run.Start(File.Exists("/usr/bin/env") && OperatingSystem.IsLinux() ? ["/usr/bin/env", "--default-signal=INT"] : null);
        await run.UntilAsync(() => run.Output.Contains("Everything is up", StringComparison.Ordinal), host);
        var children = run.Children();

        ProbeRun.Signal(host, signal);
        var exitCode = await ProbeRun.ExitCodeAsync(host);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.Zero);
            Assert.That(children.Select(ProcessTable.IsAlive), Is.All.False);
            Assert.That(Directory.EnumerateFiles(Path.Combine(run.Data, "pids")), Is.Empty);
            Assert.That(run.Resource("first")["state"]!.GetValue<string>(), Is.EqualTo("stopped"));
        }
    }

    [Test]
    public async Task Host_ItsParentIsGone_Stops()
    {
        await using var run = new ProbeRun();
        using var parent = Process.Start("sleep", "60");
        var host = await run.StartUntilUpAsync((HostOptions.ParentVariable, parent.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var children = run.Children();

        parent.Kill();
        await ProbeRun.ExitCodeAsync(host);

        Assert.That(children.Select(ProcessTable.IsAlive), Is.All.False);
    }

    [Test]
    public async Task SecondHost_OnTheSameData_SaysWhoIsThereAndEnds()
    {
        await using var run = new ProbeRun();
        var first = await run.StartUntilUpAsync();

        var exitCode = await ProbeRun.ExitCodeAsync(run.Start());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(run.Output, Does.Contain($"Another host (process {first.Id}) is already running"));
            Assert.That(run.Output, Does.Contain("Fix: "));
            Assert.That(first.HasExited, Is.False);
        }
    }

    [Test]
    public async Task Port_TakenByAnotherProgram_IsReplacedAndSaid()
    {
        await using var run = new ProbeRun();
        using var other = ProbeRun.Occupy(run.FirstPort);

        await run.StartUntilUpAsync();

        var first = run.Url("first");
        using var client = new HttpClient();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Port, Is.Not.EqualTo(run.FirstPort));
            Assert.That(run.Output, Does.Contain($"Port {run.FirstPort} of first/http is taken by another program: {first.Port} is used instead."));
            Assert.That(await client.GetStringAsync(new Uri(run.Url("second"), "/variable/services__first__http__0")), Is.EqualTo(first.ToString().TrimEnd('/')), "Others are told the new address.");
        }
    }

    [Test]
    public async Task DataFolder_NotWritable_IsExplainedWithoutStackTrace()
    {
        await using var run = new ProbeRun();
        Directory.CreateDirectory(run.Data);
        File.SetUnixFileMode(run.Data, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string[]? asNobody = null;
        if (Posix.IsRoot)
        {
            // Root may write everywhere.
            asNobody = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
            Assume.That(File.Exists(asNobody[0]), "Needs setpriv to give up root's rights.");
            Assume.That(CanBeReadByAll(typeof(HostProcessTests).Assembly.Location), "The user nobody cannot read the build output here.");
            File.SetUnixFileMode(run.Folder, File.GetUnixFileMode(run.Folder) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        }

        var exitCode = await ProbeRun.ExitCodeAsync(run.Start(asNobody));
        File.SetUnixFileMode(run.Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(run.Output, Does.Contain($"The data folder {run.Data} cannot be written"));
            Assert.That(run.Output, Does.Contain("Fix: "));
            Assert.That(run.Output, Does.Not.Contain("   at "));
        }
    }

    private static bool CanBeReadByAll(string path)
    {
        for (var folder = new FileInfo(path).Directory; folder is not null; folder = folder.Parent)
        {
            if (!folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }
}
