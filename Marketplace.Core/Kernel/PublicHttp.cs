using System.Net;
using System.Net.Sockets;

namespace Marketplace.Core.Kernel;

/// <summary>The address is not one that people may send us to.</summary>
public sealed class ForbiddenAddressException(string host) : IOException($"{host} is not a public address.");

/// <summary>
/// Sends requests to addresses that people gave us. A name is resolved and judged when the connection is made, so that one which answers
/// differently the second time does not get through; redirects are not followed, and no cookies, credentials or proxies are used.
/// </summary>
public sealed class PublicHttp : IDisposable
{
    private const int MaxHeaderKilobytes = 32;

    private readonly HttpClient client;
    private readonly bool allowsLoopback;

    /// <param name="allowsLoopback">For tests and Development only: servers of this machine, also without TLS.</param>
    public PublicHttp(bool allowsLoopback = false)
    {
        this.allowsLoopback = allowsLoopback;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            Credentials = null,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
            MaxResponseHeadersLength = MaxHeaderKilobytes,

            // What of a body nobody asked for is not read to reuse the connection: it may have no end.
            MaxResponseDrainSize = 0,
            ConnectCallback = ConnectAsync,
        });
    }

    /// <summary>The answer's head; the caller reads as much of the body as it wants and disposes it.</summary>
    /// <exception cref="ForbiddenAddressException">Also as the inner exception of <see cref="HttpRequestException"/>.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri ?? throw new ArgumentException("The request has no address.", nameof(request));
        if (address.UserInfo.Length > 0 || (address.Scheme != Uri.UriSchemeHttps && !(allowsLoopback && address is { IsLoopback: true, Scheme: "http" })))
        {
            throw new ForbiddenAddressException(address.Host);
        }

        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public void Dispose() => client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = addresses.Where(address => InternetAddress.IsPublic(address) || (allowsLoopback && IPAddress.IsLoopback(address))).ToArray();
        if (allowed.Length == 0)
        {
            throw new ForbiddenAddressException(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
