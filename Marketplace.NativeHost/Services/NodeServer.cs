using System.Diagnostics;
using Marketplace.NativeHost.Graph;
using Marketplace.NativeHost.Running;

namespace Marketplace.NativeHost.Services;

/// <summary>A server from the npm packages: its script, arguments and an address that answers once it runs.</summary>
internal sealed record NodeServer(string Kind, string Script, string[] Arguments, string ProbeUrl)
{
    public static NodeServer Azurite(AzureStorageResource storage, HostContext host) => new(
        "Azurite (blob storage)",
        "azurite/dist/src/blob/main.js",
        ["--silent", "--location", host.Data.Subfolder(storage.Name), "--blobHost", "127.0.0.1", "--blobPort", storage.Blob.PortText, "--skipApiVersionCheck", "--disableTelemetry"],
        $"http://127.0.0.1:{storage.Blob.PortText}/");

    public static NodeServer MailDev(MailPitContainerResource mail, HostContext host) => new(
        "MailDev (SMTP and inbox)",
        "maildev/dist/bin/maildev.js",
        ["--ip", "127.0.0.1", "--smtp", mail.Smtp.PortText, "--web-ip", "127.0.0.1", "--web", mail.Http.PortText, "--mail-directory", host.Data.Subfolder(mail.Name)],
        $"http://127.0.0.1:{mail.Http.PortText}/api/config");

    public static NodeServer TelemetryViewer(TelemetryResource telemetry) => new(
        "OTLP viewer",
        "autotel-devtools/dist/cli.js",
        ["--host", "127.0.0.1", "--port", telemetry.Http.PortText, "--grpc-port", telemetry.Grpc.PortText, "--db-max-size", "16mb", "--max-traces", "1000"],
        $"http://127.0.0.1:{telemetry.Http.PortText}/healthz");
}

internal sealed class NodeServerLauncher(NodeServer server, HostContext host) : ILauncher
{
    public string Kind => server.Kind;

    public async Task<ProcessStartInfo> PrepareAsync(CancellationToken cancellationToken)
    {
        await host.Packages.EnsureAsync(cancellationToken);
        return new ProcessStartInfo(host.Packages.Node, [host.Packages.File(server.Script), .. server.Arguments]) { WorkingDirectory = host.Data.Root }.WithoutHostsOwn();
    }

    // Any answer counts: Azurite refuses an unsigned request, but only once it listens.
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var response = await host.Http.GetAsync(new Uri(server.ProbeUrl), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return true;
    }
}
