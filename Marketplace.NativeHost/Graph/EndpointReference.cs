using System.Globalization;

namespace Marketplace.NativeHost.Graph;

public sealed class EndpointReference
{
    private int? port;

    internal EndpointReference(IResource resource, string name, string scheme, int preferredPort) =>
        (Resource, EndpointName, Scheme, PreferredPort) = (resource, name, scheme, preferredPort);

    public IResource Resource { get; }

    public string EndpointName { get; }

    public int Port
    {
        get => port ?? throw new InvalidOperationException($"The port of {Resource.Name}/{EndpointName} is not known yet.");
        internal set => port = value;
    }

    public string Url => $"{Scheme}://{Host}:{PortText}";

    internal static string Host => "localhost";

    internal string Scheme { get; }

    internal int PreferredPort { get; }

    internal string PortText => Port.ToString(CultureInfo.InvariantCulture);
}
