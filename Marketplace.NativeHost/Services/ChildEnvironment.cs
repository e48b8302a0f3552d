using System.Diagnostics;

namespace Marketplace.NativeHost.Services;

/// <summary>What a child gets from the host's own environment: all but what is meant for the host.</summary>
internal static class ChildEnvironment
{
    private static readonly string[] HostsOwn = ["ASPNETCORE_", "ASPIRE_", "DOTNET_LAUNCH_PROFILE", "DOTNET_ENVIRONMENT", "OTEL_", "MARKETPLACE_", "Parameters__", "ConnectionStrings__", "services__"];

    public static ProcessStartInfo WithoutHostsOwn(this ProcessStartInfo info)
    {
        foreach (var name in info.Environment.Keys.Where(name => HostsOwn.Any(own => name.StartsWith(own, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            info.Environment.Remove(name);
        }

        return info;
    }

    /// <summary>A dozen .NET processes on a developer's machine: small heaps before throughput.</summary>
    public static ProcessStartInfo WithSmallRuntime(this ProcessStartInfo info)
    {
        info.Environment["DOTNET_gcServer"] = "0";
        info.Environment["DOTNET_GCHeapCount"] = "1";
        info.Environment["DOTNET_GCConserveMemory"] = "5";
        info.Environment["DOTNET_TieredPGO"] = "0";
        return info;
    }
}
