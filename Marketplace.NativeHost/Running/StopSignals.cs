using System.Runtime.InteropServices;

namespace Marketplace.NativeHost.Running;

/// <summary>Ctrl-C, SIGTERM, a closed terminal, or the end of the process this host must not outlive.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly TaskCompletionSource stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource again = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PosixSignalRegistration> registrations;
    private readonly Timer? parentWatch;

    public StopSignals(int? parentPid)
    {
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
        if (parentPid is { } pid)
        {
            var parent = ProcessTable.Identify(pid);
            parentWatch = new Timer(_ => EndWith(parent), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
        }
    }

    public Task Requested => stop.Task;

    /// <summary>A second Ctrl-C: no more patience.</summary>
    public Task RequestedAgain => again.Task;

    public void Dispose()
    {
        parentWatch?.Dispose();
        registrations.ForEach(registration => registration.Dispose());
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!stop.TrySetResult())
        {
            again.TrySetResult();
        }
    }

    private void EndWith(ProcessIdentity? parent)
    {
        if (parent is null || !ProcessTable.IsAlive(parent))
        {
            stop.TrySetResult();
        }
    }
}
