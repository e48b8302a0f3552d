using System.Diagnostics;

namespace Marketplace.NativeHost.Running;

/// <summary>How one kind of resource becomes a process.</summary>
internal interface ILauncher
{
    /// <summary>What it is, for people.</summary>
    string Kind { get; }

    /// <summary>The signal by which it ends in an orderly way.</summary>
    int StopSignal => Posix.Terminate;

    /// <summary>Started again when it is not ready by then; null waits for as long as it lives.</summary>
    TimeSpan? Patience => TimeSpan.FromSeconds(60);

    Task<ProcessStartInfo> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>True once others may use it; an exception says not yet, and why.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}
