using System.Diagnostics;
using System.Net.Sockets;
using Marketplace.NativeHost.Graph;
using Marketplace.NativeHost.Running;

namespace Marketplace.NativeHost.Services;

/// <summary>Starts a project from its build output, in the project's folder: the content root is the same as under `dotnet run`.</summary>
internal sealed class ProjectLauncher(ProjectResource project, HostContext host) : ILauncher
{
    public string Kind => "project";

    // A first start may migrate, warm up or wait for somebody else's service: its health check says why it is not ready.
    public TimeSpan? Patience => null;

    public Task<ProcessStartInfo> PrepareAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(project.AssemblyPath))
        {
            throw new HostProblemException($"The project '{project.Name}' is not built: {project.AssemblyPath} is missing.", "Build the AppHost (dotnet build, or dotnet run without --no-build).");
        }

        var info = new ProcessStartInfo(Executables.Dotnet, [project.AssemblyPath]) { WorkingDirectory = Path.GetDirectoryName(project.ProjectPath)! }.WithoutHostsOwn().WithSmallRuntime();
        foreach (var (name, value) in ProjectEnvironment.Of(project, host.Telemetry))
        {
            info.Environment[name] = value;
        }

        return Task.FromResult(info);
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (project.HttpUrl is not { } url)
        {
            return true;
        }

        if (project.HealthPath is not { } path)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(EndpointReference.Host, new Uri(url).Port, cancellationToken);
            return true;
        }

        using var response = await host.Http.GetAsync(new Uri(url + path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.IsSuccessStatusCode ? true : throw new HttpRequestException($"{path} answers {(int)response.StatusCode}");
    }
}
