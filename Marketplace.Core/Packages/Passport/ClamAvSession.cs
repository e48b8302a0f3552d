using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Marketplace.Core.Packages.Passport;

/// <summary>
/// A conversation with clamd. It ends a connection after a file that is larger than its StreamMaxLength, and one that was quiet for
/// long; the next file then opens another.
/// </summary>
internal sealed class ClamAvSession(Func<CancellationToken, Task<Socket>> connect, TimeSpan patience) : IVirusSession
{
    private const int MaxReplyBytes = 4_096;
    private const int MaxFailures = 3;

    private readonly byte[] length = new byte[4];
    private Socket? socket;
    private VirusVerdict? early;
    private int failures;

    public async Task<bool> PingAsync(CancellationToken cancellationToken)
    {
        var reply = "";
        var failure = await TryAsync(async token =>
        {
            await OpenAsync(token);
            await SendAsync("zPING\0"u8.ToArray(), token);
            reply = await ReceiveAsync(token);
        }, cancellationToken);
        return failure is null && reply == "PONG";
    }

    public async Task BeginFileAsync(CancellationToken cancellationToken)
    {
        early = failures >= MaxFailures ? new(VirusOutcome.Failed, "it failed too often") : null;
        if (early is null)
        {
            early = await TryAsync(async token =>
            {
                if (socket is null || (socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0))
                {
                    await OpenAsync(token);
                }

                await SendAsync("zINSTREAM\0"u8.ToArray(), token);
            }, cancellationToken);
        }
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (early is not null || bytes.Length == 0)
        {
            return;
        }

        if (socket!.Available > 0)
        {
            // An answer before the end: the file is too large, and clamd is about to hang up.
            early = await FinishAsync(cancellationToken);
            return;
        }

        var failure = await TryAsync(async token =>
        {
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            await SendAsync(length, token);
            await SendAsync(bytes, token);
        }, cancellationToken, keepsSocket: true);
        if (failure is not null)
        {
            early = await FinishAsync(cancellationToken);
        }
    }

    public async Task<VirusVerdict> EndFileAsync(CancellationToken cancellationToken)
    {
        if (early is { } known)
        {
            return known;
        }

        BinaryPrimitives.WriteInt32BigEndian(length, 0);
        // Whether the end could still be sent matters less than what clamd has answered.
        await TryAsync(token => SendAsync(length, token), cancellationToken, keepsSocket: true);
        return await FinishAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (socket is not null)
        {
            await TryAsync(token => SendAsync("zEND\0"u8.ToArray(), token), CancellationToken.None);
            Close();
        }
    }

    private async Task<VirusVerdict> FinishAsync(CancellationToken cancellationToken)
    {
        var reply = "";
        if (await TryAsync(async token => reply = await ReceiveAsync(token), cancellationToken) is { } failure)
        {
            return failure;
        }

        var text = reply.StartsWith("stream: ", StringComparison.Ordinal) ? reply["stream: ".Length..] : reply;
        if (text == "OK")
        {
            failures = 0;
            return new(VirusOutcome.Clean);
        }

        if (text.EndsWith(" FOUND", StringComparison.Ordinal))
        {
            failures = 0;
            return new(VirusOutcome.Found, text[..^" FOUND".Length]);
        }

        Close();
        if (text.Contains("size limit exceeded", StringComparison.OrdinalIgnoreCase))
        {
            return new(VirusOutcome.TooLarge);
        }

        failures++;
        return new(VirusOutcome.Failed, $"it answered “{(text.Length > 80 ? text[..80] : text)}”");
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        Close();
        socket = await connect(cancellationToken);
        await SendAsync("zIDSESSION\0"u8.ToArray(), cancellationToken);
    }

    private void Close()
    {
        socket?.Dispose();
        socket = null;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket!.SendAsync(bytes, cancellationToken)..];
        }
    }

    // "1: stream: OK", ended by a zero; the number counts the session's commands, of which one is open at a time.
    private async Task<string> ReceiveAsync(CancellationToken cancellationToken)
    {
        var reply = new byte[MaxReplyBytes];
        var count = 0;
        while (count < reply.Length)
        {
            var read = await socket!.ReceiveAsync(reply.AsMemory(count, 1), cancellationToken);
            if (read == 0 || reply[count] == 0)
            {
                break;
            }

            count++;
        }

        var text = Encoding.UTF8.GetString(reply, 0, count);
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && text[..colon].All(char.IsAsciiDigit) ? text[(colon + 2)..] : text;
    }

    /// <returns>Null when it went well.</returns>
    private async Task<VirusVerdict?> TryAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken, bool keepsSocket = false)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(patience);
        try
        {
            await act(deadline.Token);
            return null;
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            if (!keepsSocket)
            {
                failures++;
                Close();
            }

            return new(VirusOutcome.Failed, exception is OperationCanceledException ? "it did not answer in time" : "the connection broke");
        }
    }
}
