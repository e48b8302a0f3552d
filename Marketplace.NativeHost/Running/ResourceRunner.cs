using System.Globalization;
using Marketplace.NativeHost.Graph;

namespace Marketplace.NativeHost.Running;

/// <summary>
/// The life of one process resource:
/// waiting → starting → running ⇄ unhealthy → restarting → starting …, and at last stopped, failed (given up) or finished (a job).
/// </summary>
internal sealed class ResourceRunner : IDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StartInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan HealthInterval = TimeSpan.FromSeconds(5);

    private readonly HostContext host;
    private readonly ILauncher launcher;
    private readonly bool isJob;
    private readonly LogFile log;
    private readonly TaskCompletionSource<HostProblemException> problem;
    private CancellationTokenSource stopping = new();
    private Task run = Task.CompletedTask;
    private ResourceStatus status;

    public ResourceRunner(ProcessResource resource, ILauncher launcher, bool isJob, HostContext host, TaskCompletionSource<HostProblemException> problem)
    {
        (Resource, this.launcher, this.isJob, this.host, this.problem) = (resource, launcher, isJob, host, problem);
        var logPath = Path.Combine(host.Data.Logs, resource.Name + ".log");
        log = new LogFile(logPath);
        status = new ResourceStatus { Name = resource.Name, Kind = isJob ? "job" : launcher.Kind, State = ResourceState.Waiting, Url = resource.Url, Log = logPath };
        host.Board.Set(status);
    }

    public ProcessResource Resource { get; }

    public void Start() => run = RunAsync(stopping.Token);

    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await run;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        stopping.Dispose();
        stopping = new CancellationTokenSource();
        Start();
    }

    public void Dispose()
    {
        log.Dispose();
        stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            Set(status with { State = ResourceState.Waiting, Message = null, ReadyAfter = null });
            await WaitForDependenciesAsync(cancellationToken);
            await SuperviseAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (status.State is not (ResourceState.Finished or ResourceState.Failed))
            {
                Set(status with { State = ResourceState.Stopped, Pid = null });
            }
        }
        catch (DependencyFailedException exception)
        {
            Set(status with { State = ResourceState.Failed, Message = exception.Message });
        }
        catch (HostProblemException exception)
        {
            Set(status with { State = ResourceState.Failed, Pid = null, Message = exception.Message });
            problem.TrySetResult(exception);
        }
    }

    private async Task WaitForDependenciesAsync(CancellationToken cancellationToken)
    {
        foreach (var (resource, completion) in Resource.Waits)
        {
            if ((resource as Resource)?.Process is not { } dependency)
            {
                continue;
            }

            var settled = await host.Board.WaitAsync(
                dependency.Name,
                other => other.State is ResourceState.Finished or ResourceState.Failed || (!completion && other.State == ResourceState.Running),
                cancellationToken);
            if (settled.State == ResourceState.Failed)
            {
                throw new DependencyFailedException($"{dependency.Name} failed");
            }
        }
    }

    private async Task SuperviseAsync(CancellationToken cancellationToken)
    {
        var restarts = new RestartPolicy(TimeProvider.System);
        while (true)
        {
            var ending = await RunOnceAsync(cancellationToken);
            if (isJob)
            {
                Set(ending.ExitCode == 0
                    ? status with { State = ResourceState.Finished, Pid = null, ReadyAfter = DateTimeOffset.UtcNow - status.StartedAt }
                    : status with { State = ResourceState.Failed, Pid = null, Message = ending.Reason });
                return;
            }

            if (restarts.Ended(wasReady: status.ReadyAfter is not null) is not { } pause)
            {
                Set(status with { State = ResourceState.Failed, Pid = null, Message = $"given up after repeated restarts: {ending.Reason}" });
                return;
            }

            Set(status with { State = ResourceState.Restarting, Pid = null, Message = ending.Reason, ReadyAfter = null });
            await Task.Delay(pause, cancellationToken);
            status = status with { Restarts = status.Restarts + 1 };
            log.WriteLine($"--- restart {status.Restarts.ToString(CultureInfo.InvariantCulture)}: {ending.Reason}");
        }
    }

    private async Task<Ending> RunOnceAsync(CancellationToken cancellationToken)
    {
        Set(status with { State = ResourceState.Starting, Message = null, StartedAt = DateTimeOffset.UtcNow });
        var info = await launcher.PrepareAsync(cancellationToken);
        using var child = ChildProcess.Start(info, log);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (child.Identity is { } identity)
        {
            host.PidFiles.Write(Resource.Name, identity, launcher.StopSignal);
        }

        try
        {
            Set(status with { State = isJob ? ResourceState.Running : ResourceState.Starting, Pid = child.Pid, StartedAt = DateTimeOffset.UtcNow });
            var health = isJob ? Task.Delay(Timeout.Infinite, watching.Token) : WatchHealthAsync(watching.Token);
            if (await Task.WhenAny(child.Exited, health) == child.Exited)
            {
                var code = await child.Exited;
                return new Ending(code, $"ended with exit code {code.ToString(CultureInfo.InvariantCulture)}");
            }

            // Ends with an exception only: asked to stop, not ready in time, or a problem to report.
            await health;
            throw new InvalidOperationException("The health watch ended.");
        }
        catch (NotReadyException exception)
        {
            return new Ending(-1, exception.Message);
        }
        finally
        {
            await watching.CancelAsync();
            await child.StopAsync(launcher.StopSignal, StopGrace);
            host.PidFiles.Remove(Resource.Name);
        }
    }

    private async Task WatchHealthAsync(CancellationToken cancellationToken)
    {
        await WaitUntilReadyAsync(cancellationToken);
        Set(status with { State = ResourceState.Running, Message = null, ReadyAfter = DateTimeOffset.UtcNow - status.StartedAt });
        var failures = 0;
        while (true)
        {
            await Task.Delay(HealthInterval, cancellationToken);
            var reason = await ProbeAsync(cancellationToken);
            failures = reason is null ? 0 : failures + 1;

            // One slow answer is no news.
            var state = failures > 1 ? ResourceState.Unhealthy : ResourceState.Running;
            if (failures != 1 && state != status.State)
            {
                Set(status with { State = state, Message = reason });
            }
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var waiting = System.Diagnostics.Stopwatch.StartNew();
        while (await ProbeAsync(cancellationToken) is { } reason)
        {
            if (waiting.Elapsed > launcher.Patience)
            {
                throw new NotReadyException($"not ready after {waiting.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s: {reason}");
            }

            if (waiting.Elapsed > TimeSpan.FromSeconds(20) && status.Message != reason)
            {
                Set(status with { Message = reason });
            }

            await Task.Delay(StartInterval, cancellationToken);
        }
    }

    /// <summary>Null when ready, else why not.</summary>
    private async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await launcher.IsReadyAsync(cancellationToken) ? null : "not ready";
        }
        catch (Exception exception) when (exception is not HostProblemException && !cancellationToken.IsCancellationRequested)
        {
            return exception.Message;
        }
    }

    private void Set(ResourceStatus next)
    {
        var before = status;
        host.Board.Set(status = next);
        host.Terminal.Report(before, next);
    }

    private sealed record Ending(int ExitCode, string Reason);

    private sealed class NotReadyException(string message) : Exception(message);

    private sealed class DependencyFailedException(string message) : Exception(message);
}
