using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Marketplace.NativeHost.Graph;
using Marketplace.NativeHost.Running;

namespace Marketplace.NativeHost.Services;

/// <summary>Garnet speaks Redis's protocol and comes as a NuGet package.</summary>
internal sealed class GarnetLauncher(RedisResource redis, HostContext host) : ILauncher
{
    public string Kind => "Garnet (Redis)";

    public Task<ProcessStartInfo> PrepareAsync(CancellationToken cancellationToken)
    {
        var assembly = HostOptions.Metadata(typeof(GarnetLauncher).Assembly, "GarnetAssembly");
        if (!File.Exists(assembly))
        {
            throw new HostProblemException($"Garnet is missing: {assembly}.", "Restore again: dotnet restore --force.");
        }

        var folder = host.Data.Subfolder(redis.Name);

        // RandomAccess: the default device on Linux needs libaio, and without it appends fail while PING still answers.
        string[] arguments =
        [
            assembly, "--bind", "127.0.0.1", "--port", redis.Tcp.PortText, "--auth", "Password", "--password", redis.Password.Value,
            "--lua", "--lua-transaction-mode", "-m", "128m", "-i", "4m", "--page", "4m", "-q",
            "--aof", "--aof-memory", "64m", "-c", folder, "--recover", "--device-type", "RandomAccess",
        ];
        return Task.FromResult(new ProcessStartInfo(Executables.Dotnet, arguments) { WorkingDirectory = folder }.WithoutHostsOwn().WithSmallRuntime());
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, redis.Tcp.Port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"*2\r\n$4\r\nAUTH\r\n${redis.Password.Value.Length}\r\n{redis.Password.Value}\r\n*1\r\n$4\r\nPING\r\n"), cancellationToken);
        var answer = new byte[64];
        var length = await stream.ReadAtLeastAsync(answer, 12, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.ASCII.GetString(answer, 0, length);
        return text.Contains("+PONG", StringComparison.Ordinal) ? true : throw new IOException($"Garnet answers {text.Trim()}");
    }
}
