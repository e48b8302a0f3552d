using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Marketplace.ServiceDefaults.Time;

namespace Marketplace.Tests.Infrastructure;

/// <summary>
/// The whole product, started by the native host as a user starts it: own data folder, own ports. The one that tests share is started when
/// the first test asks for it and stopped after the last; a test that breaks things starts its own.
/// </summary>
internal sealed class RunningMarketplace : IAsyncDisposable
{
    private static readonly string[] Hosts = ["web", "api", "identity", "workers", "stripe"];
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(6);
    private static readonly Lazy<Task<RunningMarketplace>> Shared = new(() => StartAsync(SharedData));
    private readonly Process host;
    private readonly Task output;
    private readonly string data;
    private readonly JsonObject connections;

    private RunningMarketplace(Process host, Task output, string data)
    {
        (this.host, this.output, this.data) = (host, output, data);
        connections = JsonNode.Parse(File.ReadAllText(Path.Combine(data, "connections.json")))!.AsObject();
        Web = Url("web");
        Api = Url("api");
        Identity = Url("identity");
        Workers = Url("workers");
        Stripe = Url("stripe");
        MailInbox = Url("mail");
    }

    public Uri Web { get; }

    public Uri Api { get; }

    public Uri Identity { get; }

    public Uri Workers { get; }

    public Uri Stripe { get; }

    public Uri MailInbox { get; }

    public int HostPid => host.Id;

    /// <summary>The first day of its month, UTC, by its own clock: tests move that.</summary>
    public DateOnly Month
    {
        get
        {
            var today = new SharedClock(Path.Combine(data, "clock.json"), TimeProvider.System).GetUtcNow().UtcDateTime;
            return new(today.Year, today.Month, 1);
        }
    }

    private static string SharedData => Environment.GetEnvironmentVariable("MARKETPLACE_TEST_DATA") ?? Path.Combine(Repository.Root, ".data-test");

    /// <summary>The one that tests share.</summary>
    public static Task<RunningMarketplace> GetAsync() => Shared.Value;

    /// <summary>Another one beside it.</summary>
    /// <param name="name">Tells its data folder and its log apart.</param>
    /// <param name="variables">For all its processes.</param>
    public static Task<RunningMarketplace> StartOwnAsync(string name, params (string Name, string Value)[] variables) => StartAsync($"{SharedData}-{name}", variables);

    public string ConnectionString(string name) => connections[name]!.GetValue<string>();

    public JsonObject Resource(string name) => ReadRun(data)!["resources"]![name]!.AsObject();

    /// <summary>The resource's process; null while it has none.</summary>
    public int? Pid(string name) => Resource(name)["pid"]?.GetValue<int>();

    /// <summary>Moves the clock of all hosts, by the command that a developer uses.</summary>
    public Task MoveClockAsync(string step) => RunAppHostAsync(data, ["clock", step]);

    /// <summary>Every answer and event that the sandbox has given so far kept to Stripe's contract.</summary>
    public async Task AssertContractAsync()
    {
        using var http = new HttpClient { BaseAddress = Stripe };
        var state = JsonNode.Parse(await http.GetStringAsync("/_sandbox/state"))!;
        Assert.That(state["contractViolations"]!.AsArray().Select(violation => violation!.GetValue<string>()), Is.Empty);
    }

    /// <summary>Waits until every host answers its health check, also after one of them has died.</summary>
    public async Task UntilUpAsync(TimeSpan limit)
    {
        for (var watch = Stopwatch.StartNew(); !IsUp(data); await Task.Delay(100))
        {
            if (host.HasExited || watch.Elapsed > limit)
            {
                throw new AssertionException($"The marketplace is not up again after {limit.TotalSeconds:F0} s: {ReadRun(data)}");
            }
        }
    }

    /// <summary>Stops the shared one, if a test has started it.</summary>
    public static async Task StopAsync()
    {
        if (Shared.IsValueCreated && Shared.Value.IsCompletedSuccessfully)
        {
            await (await Shared.Value).DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", host.Id.ToString(CultureInfo.InvariantCulture)]);
        await host.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await output;
        host.Dispose();
    }

    private static async Task<RunningMarketplace> StartAsync(string data, params (string Name, string Value)[] variables)
    {
        ForgetLastRun(data);
        var watch = Stopwatch.StartNew();
        var host = StartAppHost(data, [], variables);
        var log = Path.Combine("TestResults", data == SharedData ? "marketplace.log" : $"marketplace{Path.GetFileName(data)}.log");
        var output = PumpAsync(host, Path.Combine(Repository.Root, log));
        while (!IsUp(data))
        {
            if (host.HasExited || watch.Elapsed > StartLimit || HasFailed(data))
            {
                if (!host.HasExited)
                {
                    host.Kill(entireProcessTree: true);
                }

                throw new InvalidOperationException($"The marketplace did not start in {watch.Elapsed.TotalSeconds:F0} s: see {log} and {Path.Combine(data, "logs")}.");
            }

            await Task.Delay(200);
        }

        TestContext.Progress.WriteLine($"The marketplace runs after {watch.Elapsed.TotalSeconds:F1} s.");
        return new(host, output, data);
    }

    /// <summary>Everything but the pid files: with them the host ends what a killed run has left behind.</summary>
    private static void ForgetLastRun(string data)
    {
        foreach (var entry in Directory.Exists(data) ? Directory.GetFileSystemEntries(data) : [])
        {
            if (File.Exists(entry))
            {
                File.Delete(entry);
            }
            else if (Path.GetFileName(entry) != "pids")
            {
                Directory.Delete(entry, recursive: true);
            }
        }
    }

    private static bool IsUp(string data)
    {
        var resources = ReadRun(data)?["resources"]?.AsObject();
        return resources is not null
            && File.Exists(Path.Combine(data, "connections.json"))
            && Hosts.All(name => resources[name]?["state"]?.GetValue<string>() == "running");
    }

    /// <summary>The native host has given one of them up: waiting longer is of no use.</summary>
    private static bool HasFailed(string data) =>
        ReadRun(data)?["resources"]?.AsObject() is { } resources && Hosts.Any(name => resources[name]?["state"]?.GetValue<string>() == "failed");

    private static JsonNode? ReadRun(string data)
    {
        var file = Path.Combine(data, "run.json");
        return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) : null;
    }

    private static Process StartAppHost(string data, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.AppHost, .. arguments])
        {
            WorkingDirectory = Path.Combine(Repository.Root, "Marketplace.AppHost"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MARKETPLACE_DATA"] = data;
        start.Environment["MARKETPLACE_PORTS"] = "auto";
        start.Environment["MARKETPLACE_PARENT"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        start.Environment["DOTNET_ENVIRONMENT"] = start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task RunAppHostAsync(string data, string[] arguments)
    {
        using var process = StartAppHost(data, arguments);
        var text = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)} failed: {text}");
        }
    }

    private static async Task PumpAsync(Process process, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var log = TextWriter.Synchronized(new StreamWriter(file) { AutoFlush = true });
        await Task.WhenAll(CopyAsync(process.StandardOutput, log), CopyAsync(process.StandardError, log));
    }

    private static async Task CopyAsync(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            await to.WriteLineAsync(line);
        }
    }

    private Uri Url(string name) => new(Resource(name)["url"]!.GetValue<string>());
}
