using Marketplace.NativeHost.Running;
using Microsoft.Extensions.Configuration;

namespace Marketplace.NativeHost.Graph;

public sealed class DistributedApplication
{
    private readonly IConfiguration configuration;

    internal DistributedApplication(IReadOnlyList<IResource> resources, IConfiguration configuration) =>
        (Resources, this.configuration) = (resources, configuration);

    /// <summary>Set by a test that calls an AppHost's Main to look at its graph, without running it.</summary>
    internal static AsyncLocal<Action<DistributedApplication>?> Inspect { get; } = new();

    public IReadOnlyList<IResource> Resources { get; }

    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>Returns when everything is stopped; a problem the user can solve becomes exit code 1, not an exception.</summary>
    public void Run()
    {
        if (Inspect.Value is { } inspect)
        {
            inspect(this);
            return;
        }

        Environment.ExitCode = RunAsync(HostOptions.Read(configuration)).GetAwaiter().GetResult();
    }

    internal Task<int> RunAsync(HostOptions options) => new ApplicationHost(Resources, options).RunAsync();
}
