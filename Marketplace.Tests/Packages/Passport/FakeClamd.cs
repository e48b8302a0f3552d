using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Marketplace.Core.Packages.Passport;

namespace Marketplace.Tests.Packages.Passport;

/// <summary>Speaks clamd's side of IDSESSION, PING, INSTREAM and END, and complains of everything else.</summary>
internal sealed class FakeClamd : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<byte[], string?> answer;
    private readonly Task accepting;

    /// <param name="answer">Of a file's bytes; null never answers.</param>
    public FakeClamd(Func<byte[], string?> answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int MaxBytes { get; init; } = int.MaxValue;

    public List<byte[]> Files { get; } = [];

    public List<string> Errors { get; } = [];

    public ClamAvScanner Scanner(TimeSpan patience) => ClamAvScanner.FromAddress($"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", patience)!;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await using var stream = client.GetStream();
                await ServeAsync(stream);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        try
        {
            if (await CommandAsync(stream) is var first && first != "zIDSESSION")
            {
                Errors.Add($"first {first}");
                return;
            }

            for (var number = 1; ; number++)
            {
                var command = await CommandAsync(stream);
                if (command is "zEND" or "")
                {
                    return;
                }

                var reply = command switch
                {
                    "zPING" => "PONG",
                    "zINSTREAM" => await ReadFileAsync(stream),
                    _ => throw new InvalidDataException(command),
                };
                if (reply is null)
                {
                    await Task.Delay(Timeout.Infinite, stop.Token);
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{number}: {reply}\0"), stop.Token);
                if (reply!.Contains("limit", StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (InvalidDataException exception)
        {
            Errors.Add(exception.Message);
        }
        catch (IOException)
        {
            // The other side hung up.
        }
    }

    private async Task<string?> ReadFileAsync(NetworkStream stream)
    {
        using var file = new MemoryStream();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length, stop.Token);
            var count = BinaryPrimitives.ReadInt32BigEndian(length);
            if (count == 0)
            {
                Files.Add(file.ToArray());
                return answer(file.ToArray());
            }

            if (count is < 0 or > 1 << 20)
            {
                throw new InvalidDataException($"a chunk of {count}");
            }

            if (file.Length + count > MaxBytes)
            {
                return "INSTREAM size limit exceeded. ERROR";
            }

            var chunk = new byte[count];
            await stream.ReadExactlyAsync(chunk, stop.Token);
            file.Write(chunk);
        }
    }

    private async Task<string> CommandAsync(NetworkStream stream)
    {
        var command = new StringBuilder();
        var one = new byte[1];
        while (command.Length < 20 && await stream.ReadAsync(one, stop.Token) == 1 && one[0] != 0)
        {
            command.Append((char)one[0]);
        }

        return command.ToString();
    }
}
