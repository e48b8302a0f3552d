using System.Globalization;
using Marketplace.Tests.Infrastructure;

namespace Marketplace.Tests.Packages;

/// <summary>The most memory that processes have held since a moment, as Linux counts it (VmHWM).</summary>
internal sealed class ProcessMemory
{
    private readonly Dictionary<string, (int Pid, long Before)> processes;

    private ProcessMemory(Dictionary<string, (int Pid, long Before)> processes) => this.processes = processes;

    public static bool IsKnown => OperatingSystem.IsLinux();

    /// <summary>Forgets the peaks so far.</summary>
    public static ProcessMemory Start(RunningMarketplace running, params string[] names) => new(names.ToDictionary(name => name, name =>
    {
        var pid = running.Pid(name) ?? throw new InvalidOperationException($"{name} has no process.");
        File.WriteAllText($"/proc/{pid}/clear_refs", "5");
        return (pid, Read(pid, "VmRSS"));
    }));

    /// <summary>MiB before, and at most since.</summary>
    public IReadOnlyDictionary<string, (long Before, long Peak)> Measure() =>
        processes.ToDictionary(process => process.Key, process => (process.Value.Before, Read(process.Value.Pid, "VmHWM")));

    private static long Read(int pid, string field)
    {
        var line = File.ReadLines($"/proc/{pid}/status").Single(line => line.StartsWith(field + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) >> 10;
    }
}
