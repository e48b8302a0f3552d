using System.Diagnostics;
using System.Globalization;

namespace Marketplace.NativeHost.Running;

/// <summary>A process for certain: numbers are used again, a number with its start time is not.</summary>
internal sealed record ProcessIdentity(int Pid, string StartedAt);

internal static class ProcessTable
{
    // Fields of /proc/<pid>/stat counted from the state, which follows the name in parentheses.
    private const int State = 0;
    private const int Parent = 1;
    private const int Session = 3;
    private const int StartTime = 19;

    public static ProcessIdentity? Identify(int pid)
    {
        if (!OperatingSystem.IsLinux())
        {
            return IdentifyByFramework(pid);
        }

        // A zombie has ended; it only waits for its parent to look.
        return Stat(pid) is { } stat && stat[State] is not ("Z" or "X") ? new ProcessIdentity(pid, stat[StartTime]) : null;
    }

    public static bool IsAlive(ProcessIdentity process) => Identify(process.Pid) == process;

    public static async Task WaitForEndAsync(ProcessIdentity process, TimeSpan patience, CancellationToken cancellationToken)
    {
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (IsAlive(process) && Environment.TickCount64 < deadline)
        {
            await Task.Delay(25, cancellationToken);
        }
    }

    /// <summary>The processes of one program that work in a folder; none where the system does not tell.</summary>
    public static IReadOnlyList<ProcessIdentity> RunningIn(string folder, string program) => OperatingSystem.IsLinux()
        ? [.. ProcessIds().Where(pid => Link(pid, "cwd") == folder && Link(pid, "exe") == program).Select(Identify).OfType<ProcessIdentity>()]
        : [];

    /// <summary>Memory of a process and of those it started, in bytes; shared pages are counted once where the system tells.</summary>
    public static long Memory(int pid)
    {
        if (!OperatingSystem.IsLinux())
        {
            return WorkingSet(pid);
        }

        var session = pid.ToString(CultureInfo.InvariantCulture);
        return ProcessIds().Where(candidate => candidate == pid || Stat(candidate)?[Session] == session).Sum(ProportionalMemory);
    }

    /// <summary>`dotnet run` dies of a SIGKILL without ending what it runs; a shell that exits, on the other hand, is no reason to stop.</summary>
    public static int? DotnetRunParent()
    {
        if (!OperatingSystem.IsLinux() || Stat(Environment.ProcessId) is not { } stat)
        {
            return null;
        }

        var parent = int.Parse(stat[Parent], CultureInfo.InvariantCulture);
        var arguments = Read($"/proc/{parent}/cmdline")?.Split('\0') ?? [];
        return arguments.Length > 1 && Path.GetFileName(arguments[0]) == "dotnet" && arguments.Contains("run") ? parent : null;
    }

    public static string? CommandLine(int pid) => Read($"/proc/{pid}/cmdline")?.Replace('\0', ' ').Trim();

    public static IEnumerable<int> ProcessIds() =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(name => int.TryParse(name, out var pid) ? pid : 0).Where(pid => pid > 0);

    private static string[]? Stat(int pid)
    {
        var text = Read($"/proc/{pid}/stat");
        var end = text?.LastIndexOf(')') ?? -1;
        return end < 0 ? null : text![(end + 2)..].Split(' ');
    }

    private static long ProportionalMemory(int pid)
    {
        var line = Read($"/proc/{pid}/smaps_rollup")?.Split('\n').FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return line is null ? WorkingSet(pid) : long.Parse(line.AsSpan(4).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Link(int pid, string name)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/{name}").LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ProcessIdentity? IdentifyByFramework(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited ? null : new ProcessIdentity(pid, process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static long WorkingSet(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.WorkingSet64;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return 0;
        }
    }
}
