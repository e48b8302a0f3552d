using System.Diagnostics;
using Marketplace.NativeHost.Graph;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Tests.NativeHost;

/// <summary>This test program in another part: a host with a small graph, or one of that graph's projects.</summary>
internal static class ProbeProgram
{
    public const string PartVariable = "NATIVE_HOST_PROBE";
    public const string FolderVariable = "NATIVE_HOST_PROBE_FOLDER";

    public static bool IsAsked => Part is not null;

    private static string? Part => Environment.GetEnvironmentVariable(PartVariable);

    public static async Task<int> RunAsync()
    {
        switch (Part)
        {
            case "host":
                RunHost();
                return Environment.ExitCode;
            case "job":
                Console.WriteLine("job done");
                return 0;
            default:
                await RunServiceAsync();
                return 0;
        }
    }

    private static void RunHost()
    {
        var builder = DistributedApplication.CreateBuilder(["--Telemetry:Viewer=false", "--StatusPage:Title=Probe", "--StatusPage:Notes:0=A note for people"]);
        var job = builder.AddProject<Job>("job")
            .WithEnvironment(PartVariable, "job");
        var first = builder.AddProject<First>("first")
            .WithEnvironment(PartVariable, "service")
            .WaitForCompletion(job)
            .WithHttpHealthCheck("/health")
            .WithEnvironment("Clock__File", Path.Combine(Environment.GetEnvironmentVariable("MARKETPLACE_DATA")!, "clock.json"));
        builder.AddProject<Second>("second")
            .WithEnvironment(PartVariable, "service")
            .WithReference(first).WaitFor(first)
            .WithHttpHealthCheck("/health");
        builder.Build().Run();
    }

    private static async Task RunServiceAsync()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/health", () => "Healthy");
        app.MapGet("/crash", () => Process.GetCurrentProcess().Kill());
        app.MapGet("/variable/{name}", (string name) => Results.Text(Environment.GetEnvironmentVariable(name) ?? ""));
        await app.RunAsync();
    }

    private abstract class Project(string name) : IProjectMetadata
    {
        public string ProjectPath => Path.Combine(Environment.GetEnvironmentVariable(FolderVariable)!, name, name + ".csproj");

        public string AssemblyPath => typeof(ProbeProgram).Assembly.Location;
    }

    private sealed class Job() : Project("job");

    private sealed class First() : Project("first");

    private sealed class Second() : Project("second");
}
