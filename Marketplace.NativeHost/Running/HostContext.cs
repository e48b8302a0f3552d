using Marketplace.NativeHost.Graph;
using Marketplace.NativeHost.Services;

namespace Marketplace.NativeHost.Running;

/// <summary>What the parts of one running host share.</summary>
internal sealed class HostContext(HostOptions options, DataFolder data, TelemetryResource? telemetry, Terminal terminal) : IDisposable
{
    public HostOptions Options => options;

    public DataFolder Data => data;

    public TelemetryResource? Telemetry => telemetry;

    public Terminal Terminal => terminal;

    public PidFiles PidFiles { get; } = new(data.PidFiles);

    public StatusBoard Board { get; } = new(data.File("run.json"), TimeProvider.System);

    public NodePackages Packages { get; } = new(options.PackagesFolder, terminal.Line);

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(10) };

    public void Dispose()
    {
        Http.Dispose();
        Packages.Dispose();
    }
}
