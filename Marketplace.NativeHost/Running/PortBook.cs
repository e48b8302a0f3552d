using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using Marketplace.NativeHost.Graph;

namespace Marketplace.NativeHost.Running;

/// <summary>
/// Which endpoint listens where. Known ports first, so that addresses in the README hold; one that is taken is replaced
/// by a free one, which the data folder then remembers, so that links stay the same from run to run.
/// </summary>
internal sealed class PortBook
{
    // Below the range that systems use for outgoing connections: nobody gets one of these by chance between our look and our use.
    private const int FirstFree = 20000;
    private const int LastFree = 32000;

    private readonly string? path;
    private readonly bool auto;
    private readonly Func<int, bool> isFree;
    private readonly Dictionary<string, int> remembered;
    private readonly HashSet<int> given = [];

    public PortBook(string? path, bool auto, Func<int, bool>? isFree = null)
    {
        (this.path, this.auto, this.isFree) = (path, auto, isFree ?? IsFree);
        remembered = Read(path);
    }

    /// <summary>Lines for the person at the terminal, one for each known port that was taken.</summary>
    public List<string> Notes { get; } = [];

    public void Allocate(IEnumerable<EndpointReference> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            endpoint.Port = Take($"{endpoint.Resource.Name}/{endpoint.EndpointName}", endpoint.PreferredPort);
        }
    }

    public int Take(string name, int preferred)
    {
        var port = new[] { auto ? 0 : preferred, remembered.GetValueOrDefault(name) }.FirstOrDefault(candidate => candidate > 0 && TryGive(candidate));
        if (port == 0)
        {
            port = AnyFree();
        }

        if (!auto && port != preferred)
        {
            Notes.Add($"Port {preferred} of {name} is taken by another program: {port} is used instead.");
        }

        remembered[name] = port;
        return port;
    }

    public void Save()
    {
        if (path is not null)
        {
            DataFolder.WriteAtomically(path, JsonSerializer.Serialize(remembered));
        }
    }

    private static bool IsFree(int port)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);
        return !taken && CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));
    }

    private static bool CanListen(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException exception)
        {
            // A machine without IPv6 refuses the address itself, which leaves the port free.
            return exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }

    private static Dictionary<string, int> Read(string? path)
    {
        try
        {
            return path is null ? [] : JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(path)) ?? [];
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return [];
        }
    }

    private bool TryGive(int port) => !given.Contains(port) && isFree(port) && given.Add(port);

    private int AnyFree()
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(FirstFree, LastFree);
            if (TryGive(port))
            {
                return port;
            }
        }

        throw new HostProblemException($"No free port was found between {FirstFree} and {LastFree}.", "End programs that listen there.");
    }
}
