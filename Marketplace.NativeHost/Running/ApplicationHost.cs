using System.Diagnostics;
using System.Text.Json;
using Marketplace.NativeHost.Graph;
using Marketplace.NativeHost.Services;
using Marketplace.NativeHost.StatusPage;

namespace Marketplace.NativeHost.Running;

/// <summary>One run of a graph: from the lock on the data folder to the last process stopped.</summary>
internal sealed class ApplicationHost(IReadOnlyList<IResource> resources, HostOptions options)
{
    private readonly Terminal terminal = new(options.Output);
    private readonly TaskCompletionSource<HostProblemException> problem = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IReadOnlyList<ProcessResource> processes = [.. resources.OfType<ProcessResource>()];

    public async Task<int> RunAsync()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                throw new HostProblemException("The native mode runs on Linux and macOS.", "Use the Aspire mode with a container engine, or WSL.");
            }

            using var signals = new StopSignals(options.ParentPid);
            using var data = await DataFolder.OpenAsync(options.DataFolder, TimeSpan.FromSeconds(3), CancellationToken.None);
            await RunInAsync(data, signals);
            return problem.Task.IsCompleted ? throw problem.Task.Result : 0;
        }
        catch (HostProblemException exception)
        {
            return CannotRun(exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            // A file in the folder belongs to somebody else although the folder itself may be written.
            return CannotRun(DataFolder.NotWritable(options.DataFolder, exception));
        }
    }

    private int CannotRun(HostProblemException exception)
    {
        terminal.Line($"\nCannot run: {exception.Message}\nFix: {exception.Fix}");
        return 1;
    }

    private async Task RunInAsync(DataFolder data, StopSignals signals)
    {
        var watch = Stopwatch.StartNew();
        terminal.Line($"{options.Title}: native mode, process {Environment.ProcessId}, data in {data.Root}");
        using var host = new HostContext(options, data, resources.OfType<TelemetryResource>().FirstOrDefault(), terminal);
        var leftovers = await host.PidFiles.EndLeftoversAsync();
        if (leftovers.Count > 0)
        {
            terminal.Line($"  ended what an earlier host left running: {string.Join(", ", leftovers)}");
        }

        var statusPort = Allocate(data);
        var runners = CreateRunners(host);
        host.Board.StatusUrl = $"http://localhost:{statusPort}";
        try
        {
            await using var page = await StatusServer.StartAsync(statusPort, host, resources, runners);
            runners.ForEach(runner => runner.Start());
            await ReportAsync(host, watch, signals);
            await Task.WhenAny(signals.Requested, problem.Task);
            terminal.Line("  stopping …");
        }
        finally
        {
            await StopAsync(runners, host, signals);
        }
    }

    /// <summary>Ports, passwords and the connection strings that follow from them.</summary>
    private int Allocate(DataFolder data)
    {
        var ports = new PortBook(data.File("ports.json"), options.AutoPorts);
        var statusPort = ports.Take("status", options.StatusPort);
        ports.Allocate(processes.SelectMany(process => process.Endpoints.Values));
        ports.Save();
        ports.Notes.ForEach(note => terminal.Line("  " + note));

        KeptPasswords.Apply(data.File("passwords.json"), resources.OfType<ParameterResource>());
        var connections = resources.OfType<IResourceWithConnectionString>()
            .Where(resource => resource.ConnectionStringExpression is not null)
            .ToDictionary(resource => resource.Name, resource => resource.ConnectionStringExpression!.Value);
        DataFolder.WriteAtomically(data.File("connections.json"), JsonSerializer.Serialize(connections));
        return statusPort;
    }

    private List<ResourceRunner> CreateRunners(HostContext host)
    {
        var jobs = processes.SelectMany(process => process.Waits).Where(wait => wait.Completion).Select(wait => wait.Resource).ToHashSet();
        var runners = new List<ResourceRunner>();
        foreach (var resource in resources)
        {
            if (resource is ProcessResource process)
            {
                runners.Add(new ResourceRunner(process, Launchers.For(process, host), jobs.Contains(process), host, problem));
            }
            else if (resource is ElasticsearchResource)
            {
                host.Board.Set(new ResourceStatus { Name = resource.Name, Kind = "not available natively", State = ResourceState.Absent });
            }
        }

        return runners;
    }

    private async Task ReportAsync(HostContext host, Stopwatch watch, StopSignals signals)
    {
        using var cancellation = new CancellationTokenSource();
        var settled = Task.WhenAll(processes.Select(process => host.Board.WaitAsync(process.Name, status => status.IsSettled, cancellation.Token)));
        if (await Task.WhenAny(settled, signals.Requested, problem.Task) == settled)
        {
            terminal.Table(host.Board.All, processes, host.Board.StatusUrl!, options.Notes);
            terminal.Line($"  Everything is up after {Terminal.Seconds(watch.Elapsed)}.");
        }

        await cancellation.CancelAsync();
    }

    /// <summary>Projects first, while what they need still answers; then the servers.</summary>
    private async Task StopAsync(List<ResourceRunner> runners, HostContext host, StopSignals signals)
    {
        var stopping = StopInOrderAsync(runners);
        if (await Task.WhenAny(stopping, signals.RequestedAgain) != stopping)
        {
            foreach (var pid in host.Board.All.Select(status => status.Pid).OfType<int>())
            {
                Posix.Signal(-pid, Posix.Kill);
                Posix.Signal(pid, Posix.Kill);
            }
        }

        await stopping;
        runners.ForEach(runner => runner.Dispose());
        terminal.Line("  stopped.");
    }

    private static async Task StopInOrderAsync(List<ResourceRunner> runners)
    {
        foreach (var group in runners.GroupBy(runner => runner.Resource is ProjectResource).OrderByDescending(group => group.Key))
        {
            await Task.WhenAll(group.Select(runner => runner.StopAsync()));
        }
    }
}
