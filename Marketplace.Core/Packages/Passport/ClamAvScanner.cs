using System.Net.Sockets;

namespace Marketplace.Core.Packages.Passport;

/// <summary>
/// clamd over its socket, by the protocol of clamd(8): one IDSESSION per package, an INSTREAM per file. Nothing of it is in this process.
/// </summary>
public sealed class ClamAvScanner : IVirusScanner
{
    private readonly EndPointOf endPoint;
    private readonly TimeSpan patience;

    private ClamAvScanner(EndPointOf endPoint, TimeSpan patience)
    {
        this.endPoint = endPoint;
        this.patience = patience;
    }

    /// <param name="address"><c>tcp://host:port</c> or <c>unix:/path</c>; nothing gives null, no scanner.</param>
    /// <exception cref="ArgumentException">The address is neither; a typing error must not switch the scan off.</exception>
    public static ClamAvScanner? FromAddress(string? address) => FromAddress(address, TimeSpan.FromSeconds(60));

    public async Task<IVirusSession?> OpenAsync(CancellationToken cancellationToken)
    {
        var session = new ClamAvSession(ConnectAsync, patience);
        if (await session.PingAsync(cancellationToken))
        {
            return session;
        }

        await session.DisposeAsync();
        return null;
    }

    internal static ClamAvScanner? FromAddress(string? address, TimeSpan patience)
    {
        if (string.IsNullOrWhiteSpace(address))
        {
            return null;
        }

        if (address.StartsWith("unix:", StringComparison.OrdinalIgnoreCase))
        {
            // unix:/path and unix:///path are the same.
            return new(new(null, 0, "/" + address["unix:".Length..].TrimStart('/')), patience);
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "tcp", Port: > 0, Host.Length: > 0 }
            ? new(new(uri.Host.Trim('[', ']'), uri.Port, null), patience)
            : throw new ArgumentException($"“{address}” is no address of clamd: write tcp://host:port or unix:/path.", nameof(address));
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = endPoint.Path is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await (endPoint.Path is null
                ? socket.ConnectAsync(endPoint.Host!, endPoint.Port, cancellationToken)
                : socket.ConnectAsync(new UnixDomainSocketEndPoint(endPoint.Path), cancellationToken));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed record EndPointOf(string? Host, int Port, string? Path);
}
