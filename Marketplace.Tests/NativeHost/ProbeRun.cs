using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.NativeHost.Running;

namespace Marketplace.Tests.NativeHost;

/// <summary>A folder with the probe's projects and data, and the host processes that a test starts on it.</summary>
internal sealed class ProbeRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<Process> hosts = [];
    private readonly StringBuilder output = new();

    public ProbeRun()
    {
        Folder = Directory.CreateTempSubdirectory("native-host-").FullName;
        Data = Path.Combine(Folder, "data");
        foreach (var project in new[] { "job", "first", "second" })
        {
            Directory.CreateDirectory(Path.Combine(Folder, project, "Properties"));
        }

        (FirstPort, SecondPort, StatusPort) = (FreePort(), FreePort(), FreePort());
        WriteProfile("first", FirstPort);
        WriteProfile("second", SecondPort);
    }

    public string Folder { get; }

    public string Data { get; }

    public int FirstPort { get; }

    public int SecondPort { get; }

    public int StatusPort { get; }

    public Uri StatusPage => new(ReadRun()!["statusUrl"]!.GetValue<string>());

    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <param name="through">A program that starts the host in its stead, with its arguments.</param>
    public Process Start(string[]? through = null, params (string Name, string Value)[] variables)
    {
        string[] command = [.. through ?? [], Executables.Dotnet, typeof(ProbeRun).Assembly.Location];
        var info = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = "/" };
        info.Environment[ProbeProgram.PartVariable] = "host";
        info.Environment[ProbeProgram.FolderVariable] = Folder;
        info.Environment[HostOptions.DataVariable] = Data;
        info.Environment[HostOptions.PortsVariable] = "";
        info.Environment["ASPNETCORE_URLS"] = $"http://localhost:{StatusPort}";
        foreach (var (name, value) in variables)
        {
            info.Environment[name] = value;
        }

        var host = Process.Start(info)!;
        host.OutputDataReceived += (_, line) => Remember(line.Data);
        host.ErrorDataReceived += (_, line) => Remember(line.Data);
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        hosts.Add(host);
        return host;
    }

    public async Task<Process> StartUntilUpAsync(params (string Name, string Value)[] variables)
    {
        var host = Start(null, variables);
        await UntilAsync(() => ReadRun()?["host"]?.GetValue<int>() == host.Id && State("first") == "running" && State("second") == "running", host);
        return host;
    }

    public JsonNode? ReadRun() => File.Exists(Path.Combine(Data, "run.json")) ? JsonNode.Parse(File.ReadAllText(Path.Combine(Data, "run.json"))) : null;

    public JsonObject Resource(string name) => ReadRun()!["resources"]![name]!.AsObject();

    public int Pid(string name) => Resource(name)["pid"]!.GetValue<int>();

    public Uri Url(string name) => new(Resource(name)["url"]!.GetValue<string>());

    public IReadOnlyList<ProcessIdentity> Children() => [.. new[] { "first", "second" }.Select(name => ProcessTable.Identify(Pid(name))!)];

    public static void Signal(Process process, int signal) => Posix.Signal(process.Id, signal);

    public static async Task<int> ExitCodeAsync(Process process)
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async Task UntilAsync(Func<bool> condition, Process? host = null)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Patience || host?.HasExited == true)
            {
                Assert.Fail($"Not reached within {watch.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s. The host said:\n{Output}");
            }

            await Task.Delay(25);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            if (!host.HasExited)
            {
                Posix.Signal(host.Id, Posix.Terminate);
                await host.WaitForExitAsync().WaitAsync(Patience);
            }

            host.Dispose();
        }

        if (Directory.Exists(Path.Combine(Data, "pids")))
        {
            await new PidFiles(Path.Combine(Data, "pids")).EndLeftoversAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static int FreePort() => new PortBook(path: null, auto: true).Take("any", 0);

    private string? State(string name) => ReadRun()?["resources"]?[name]?["state"]?.GetValue<string>();

    private void Remember(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }

    private void WriteProfile(string project, int port) => File.WriteAllText(
        Path.Combine(Folder, project, "Properties", "launchSettings.json"),
        $$"""{ "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:{{port}}", "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development" } } } }""");

    /// <summary>Another program on a port.</summary>
    public static TcpListener Occupy(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }
}
