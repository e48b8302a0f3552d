using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Marketplace.Tests.StripeSandbox;

/// <summary>Stripe's own command-line client, from npm. Installed by the first test that needs it; without npm those tests fail, they are not skipped.</summary>
internal static class StripeCli
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    private static string Folder => Path.Combine(
        typeof(StripeCli).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Root").Value!,
        "Marketplace.Tests", "StripeSandbox", "cli");

    /// <summary>Runs a command against a sandbox; what it printed, and whether it was content.</summary>
    public static async Task<(bool Succeeded, string Output)> RunAsync(RunningSandbox sandbox, params string[] arguments)
    {
        var home = Directory.CreateTempSubdirectory("stripe-cli-");
        try
        {
            var start = new ProcessStartInfo(await Installed.Value, [.. arguments, "--api-base", sandbox.Url.ToString().TrimEnd('/'), "--color", "off"]);
            start.Environment["STRIPE_API_KEY"] = "sk_test_abcdefghijklmnop";
            start.Environment["STRIPE_CLI_TELEMETRY_OPTOUT"] = "1";
            start.Environment["HOME"] = start.Environment["XDG_CONFIG_HOME"] = home.FullName;
            var (exitCode, output) = await RunProcessAsync(start);
            return (exitCode == 0 && !output.Contains("Trigger failed", StringComparison.Ordinal), output);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static async Task<string> InstallAsync()
    {
        var platform = $"{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{(RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "x64")}";
        var program = Path.Combine(Folder, "node_modules", "@stripe", $"cli-{platform}", "bin", "stripe");
        var stamp = Path.Combine(Folder, "node_modules", ".installed");
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"))));
        await using var only = await LockAsync();
        if (!File.Exists(stamp) || await File.ReadAllTextAsync(stamp) != wanted)
        {
            var (exitCode, output) = await RunProcessAsync(new ProcessStartInfo("npm", ["ci", "--no-progress"]) { WorkingDirectory = Folder });
            Assert.That(exitCode, Is.Zero, $"npm ci failed in {Folder}: {output}");
            await File.WriteAllTextAsync(stamp, wanted);
        }

        return program;
    }

    /// <summary>Two test runs may share the folder.</summary>
    private static async Task<FileStream> LockAsync()
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Folder, ".install.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(250);
            }
        }
    }

    private static async Task<(int ExitCode, string Output)> RunProcessAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
