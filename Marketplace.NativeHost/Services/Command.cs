using System.Diagnostics;
using Marketplace.NativeHost.Running;

namespace Marketplace.NativeHost.Services;

/// <summary>A short program run to its end.</summary>
internal static class Command
{
    public static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo info, Action<ProcessIdentity>? started, CancellationToken cancellationToken)
    {
        info.RedirectStandardInput = info.RedirectStandardOutput = info.RedirectStandardError = true;
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        if (ProcessTable.Identify(process.Id) is { } identity)
        {
            started?.Invoke(identity);
        }

        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, (await output + await errors).Trim());
    }
}
