namespace Marketplace.NativeHost.Graph;

/// <summary>The OTLP viewer: the native counterpart of the Aspire dashboard's telemetry pages, so not part of the vocabulary.</summary>
internal sealed class TelemetryResource : ProcessResource
{
    internal TelemetryResource(string name)
        : base(name)
    {
        (Http, Grpc) = (AddEndpoint("http", "http", 43180), AddEndpoint("grpc", "http", 43170));
        UrlCallbacks.Add(("http", url => url.DisplayText = "Traces, logs and metrics"));
    }

    internal EndpointReference Http { get; }

    internal EndpointReference Grpc { get; }
}
