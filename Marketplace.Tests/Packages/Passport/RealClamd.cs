using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marketplace.Tests.Packages.Passport;

/// <summary>clamd itself, with a signature database of one line: Debian ships the engine and no signatures.</summary>
internal sealed class RealClamd : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private RealClamd(Process process, string folder, int port)
    {
        this.process = process;
        this.folder = folder;
        Addresses = [$"tcp://127.0.0.1:{port}", $"unix:{folder}/clamd.socket"];
    }

    public IReadOnlyList<string> Addresses { get; }

    /// <returns>Null when it is not installed.</returns>
    public static async Task<RealClamd?> TryStartAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Select(part => Path.Combine(part, "clamd")).FirstOrDefault(File.Exists);
        if (program is null)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("clamd-").FullName;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
        await File.WriteAllTextAsync(Path.Combine(folder, "local.ndb"), $"Test.Eicar.Local:0:0:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(eicar))}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "clamd.conf"), $"Foreground yes\nDatabaseDirectory {folder}\nTCPAddr 127.0.0.1\nTCPSocket {port}\nLocalSocket {folder}/clamd.socket\nStreamMaxLength 2M\nTemporaryDirectory {folder}\n");
        // As root it drops to the user that Debian makes for it.
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0x1FF);
            await File.AppendAllTextAsync(Path.Combine(folder, "clamd.conf"), "User clamav\n");
        }

        var process = Process.Start(new ProcessStartInfo(program, ["--config-file", Path.Combine(folder, "clamd.conf")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEndAsync();
        var clamd = new RealClamd(process, folder, port);
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"clamd ended: {await errors}");
            }

            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return clamd;
            }
            catch (SocketException)
            {
                await Task.Delay(100);
            }
        }

        await clamd.DisposeAsync();
        throw new InvalidOperationException("clamd does not listen.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
