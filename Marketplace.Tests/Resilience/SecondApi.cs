using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Resilience;

/// <summary>A second process of the Api, as a deployment with two replicas has: the first one's program and environment, as the native host made them, and an address of its own.</summary>
internal sealed class SecondApi : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);
    private readonly Process process;
    private readonly StreamWriter log;

    private SecondApi(Process process, StreamWriter log, Uri address)
    {
        (this.process, this.log, Address) = (process, log, address);
        process.OutputDataReceived += (_, line) => Write(line.Data);
        process.ErrorDataReceived += (_, line) => Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public static async Task<SecondApi> StartAsync(RunningMarketplace market)
    {
        var first = market.Pid("api")!.Value;
        var command = Parts(first, "cmdline");
        var address = new Uri($"http://localhost:{FreePort()}");
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = new FileInfo($"/proc/{first}/cwd").LinkTarget,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var variable in Parts(first, "environ"))
        {
            var (name, value) = (variable[..variable.IndexOf('=', StringComparison.Ordinal)], variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        var second = new SecondApi(Process.Start(start)!, new(Path.Combine(Repository.Root, "TestResults", "second-api.log")), address);
        await second.UntilHealthyAsync();
        return second;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        await log.DisposeAsync();
    }

    private async Task UntilHealthyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < StartLimit && !process.HasExited; await Task.Delay(200))
        {
            try
            {
                using var answer = await http.GetAsync("/health");
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        await DisposeAsync();
        throw new AssertionException("The second Api did not start: see TestResults/second-api.log.");
    }

    private void Write(string? line)
    {
        lock (log)
        {
            if (line is not null && log.BaseStream is { CanWrite: true })
            {
                log.WriteLine(line);
            }
        }
    }

    private static string[] Parts(int pid, string file) => File.ReadAllText($"/proc/{pid}/{file}").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
