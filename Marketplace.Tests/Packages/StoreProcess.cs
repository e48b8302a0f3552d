using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Packages;

/// <summary>One of the stores from npm as a process of its own: Azurite, which the product runs with, or one of two that tests alone use.</summary>
internal sealed class StoreProcess : IAsyncDisposable
{
    public const string Azurite = "azurite";
    public const string S3rver = "s3rver";
    public const string SigningS3rver = "@20minutes/s3rver";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task> Installed = new(InstallAsync);
    private readonly Process process;
    private readonly string folder;

    private StoreProcess(Process process, string folder, Uri address) => (this.process, this.folder, Address) = (process, folder, address);

    public Uri Address { get; }

    private static string Servers => Path.Combine(Repository.Root, "Marketplace.Tests", "Packages", "servers");

    private static string AzuriteScript => Path.Combine(Repository.Root, "Marketplace.NativeHost", "infra", "node_modules", "azurite", "dist", "src", "blob", "main.js");

    public static async Task<StoreProcess> StartAsync(string server, params string[] buckets)
    {
        var module = server == Azurite ? await AzuriteAsync() : await ModuleAsync(server);
        var folder = Directory.CreateTempSubdirectory("marketplace-store-").FullName;
        var port = FreePort();
        var start = new ProcessStartInfo("node", [Path.Combine(Servers, "run.cjs"), module, folder, port.ToString(CultureInfo.InvariantCulture), .. buckets])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var store = new StoreProcess(process, folder, new($"http://127.0.0.1:{port}"));
        await store.UntilItAnswersAsync(output);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task UntilItAnswersAsync(Task<string[]> output)
    {
        using var http = new HttpClient();
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                using var answer = await http.GetAsync(Address);
                return;
            }
            catch (HttpRequestException)
            {
                if (process.HasExited || watch.Elapsed > StartLimit)
                {
                    throw new InvalidOperationException($"The store did not start: {(process.HasExited ? string.Concat(await output) : "no answer")}");
                }
            }
        }
    }

    /// <summary>The product's own start installs it; a run of these tests alone may come first.</summary>
    private static async Task<string> AzuriteAsync()
    {
        if (!File.Exists(AzuriteScript))
        {
            await RunningMarketplace.GetAsync();
        }

        return AzuriteScript;
    }

    private static async Task<string> ModuleAsync(string name)
    {
        await Installed.Value;
        return Path.Combine(Servers, "node_modules", name);
    }

    /// <summary>Once for each state of package-lock.json.</summary>
    private static async Task InstallAsync()
    {
        var stamp = Path.Combine(Servers, "node_modules", ".installed");
        var hash = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Servers, "package-lock.json"))));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == hash)
        {
            return;
        }

        await TestContext.Progress.WriteLineAsync("Installing the stores that tests run against …");
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-progress"]) { WorkingDirectory = Servers, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci failed in {Servers}: {string.Concat(output)}");
        }

        await File.WriteAllTextAsync(stamp, hash);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
