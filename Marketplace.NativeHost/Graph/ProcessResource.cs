namespace Marketplace.NativeHost.Graph;

/// <summary>A resource that is a local process: a project or a server.</summary>
public abstract class ProcessResource(string name) : Resource(name), IResourceWithEndpoints
{
    public IDictionary<string, EndpointReference> Endpoints { get; } = new Dictionary<string, EndpointReference>(StringComparer.OrdinalIgnoreCase);

    internal override ProcessResource Process => this;

    /// <summary>Run, in order, when the process is about to start: by then every port is known.</summary>
    internal List<Action<IDictionary<string, string>>> EnvironmentCallbacks { get; } = [];

    internal List<(IResource Resource, bool Completion)> Waits { get; } = [];

    internal List<(string EndpointName, Action<ResourceUrl> Configure)> UrlCallbacks { get; } = [];

    internal string? HealthPath { get; set; }

    /// <summary>The address a person opens; null for servers that speak no HTTP.</summary>
    internal string? HttpUrl => Endpoints.TryGetValue("http", out var http) ? http.Url : null;

    /// <summary>Where it listens, for the table and run.json.</summary>
    internal string? Url => HttpUrl ?? Endpoints.Values.FirstOrDefault()?.Url;

    internal ResourceUrl? Link()
    {
        if (HttpUrl is not { } url)
        {
            return null;
        }

        var link = new ResourceUrl { Url = url };
        foreach (var (_, configure) in UrlCallbacks.Where(callback => callback.EndpointName == "http"))
        {
            configure(link);
        }

        return link;
    }

    private protected EndpointReference AddEndpoint(string endpoint, string scheme, int preferredPort) =>
        Endpoints[endpoint] = new EndpointReference(this, endpoint, scheme, preferredPort);
}
