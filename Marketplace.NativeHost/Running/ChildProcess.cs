using System.Diagnostics;

namespace Marketplace.NativeHost.Running;

/// <summary>A started process whose output goes to its log file. It leads a session of its own, so that Ctrl-C in the terminal reaches the host only.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly string? SetSid = Executables.Find("setsid");

    private readonly Process process;
    private readonly Task output;

    private ChildProcess(Process process, LogFile log)
    {
        this.process = process;
        Identity = ProcessTable.Identify(process.Id);
        output = Task.WhenAll(CopyAsync(process.StandardOutput.BaseStream, log), CopyAsync(process.StandardError.BaseStream, log));
        Exited = WaitAsync();
    }

    public int Pid => process.Id;

    /// <summary>Null when it ended before it could be looked at.</summary>
    public ProcessIdentity? Identity { get; }

    /// <summary>Its exit code.</summary>
    public Task<int> Exited { get; }

    public static ChildProcess Start(ProcessStartInfo info, LogFile log)
    {
        if (SetSid is not null)
        {
            info.ArgumentList.Insert(0, info.FileName);
            info.FileName = SetSid;
        }

        info.RedirectStandardInput = info.RedirectStandardOutput = info.RedirectStandardError = true;
        var process = Process.Start(info)!;
        process.StandardInput.Close();
        return new ChildProcess(process, log);
    }

    /// <summary>Asks it to end, and ends it with all it started when it does not.</summary>
    public async Task StopAsync(int signal, TimeSpan grace)
    {
        if (Exited.IsCompleted)
        {
            return;
        }

        Posix.Signal(Pid, signal);
        try
        {
            await Exited.WaitAsync(grace);
        }
        catch (TimeoutException)
        {
            Kill();
            await Exited;
        }
    }

    public void Kill()
    {
        if (!Exited.IsCompleted)
        {
            Posix.Signal(-Pid, Posix.Kill);
            Posix.Signal(Pid, Posix.Kill);
        }
    }

    public void Dispose() => process.Dispose();

    private static async Task CopyAsync(Stream source, LogFile log)
    {
        var buffer = new byte[4096];
        int count;
        while ((count = await source.ReadAsync(buffer)) > 0)
        {
            log.Write(buffer.AsSpan(0, count));
        }
    }

    private async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync();

        // What it started may hold its output open for longer than it lived.
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1)));
        return process.ExitCode;
    }
}
