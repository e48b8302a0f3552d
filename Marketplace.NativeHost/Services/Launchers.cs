using Marketplace.NativeHost.Graph;
using Marketplace.NativeHost.Running;

namespace Marketplace.NativeHost.Services;

internal static class Launchers
{
    public static ILauncher For(ProcessResource resource, HostContext host) => resource switch
    {
        ProjectResource project => new ProjectLauncher(project, host),
        PostgresServerResource postgres => new PostgresLauncher(postgres, host),
        RedisResource redis => new GarnetLauncher(redis, host),
        AzureStorageResource storage => new NodeServerLauncher(NodeServer.Azurite(storage, host), host),
        MailPitContainerResource mail => new NodeServerLauncher(NodeServer.MailDev(mail, host), host),
        TelemetryResource telemetry => new NodeServerLauncher(NodeServer.TelemetryViewer(telemetry), host),
        _ => throw new NotSupportedException($"There is no native launcher for {resource.GetType().Name}."),
    };
}
