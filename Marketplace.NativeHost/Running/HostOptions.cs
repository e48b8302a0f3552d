using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Marketplace.NativeHost.Running;

internal sealed record HostOptions
{
    public const string DataVariable = "MARKETPLACE_DATA";
    public const string PortsVariable = "MARKETPLACE_PORTS";
    public const string ParentVariable = "MARKETPLACE_PARENT";

    public required string DataFolder { get; init; }

    /// <summary>The npm project of the local servers.</summary>
    public required string PackagesFolder { get; init; }

    /// <summary>Any free ports instead of the known ones, so that hosts run side by side.</summary>
    public bool AutoPorts { get; init; }

    public int StatusPort { get; init; } = 15100;

    /// <summary>A process that this host must not outlive.</summary>
    public int? ParentPid { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public string Title { get; init; } = "Native host";

    public TextWriter Output { get; init; } = Console.Out;

    public static HostOptions Read(IConfiguration configuration)
    {
        var urls = Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "";
        var statusUrl = urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => new Uri(url)).FirstOrDefault(url => url.Scheme == Uri.UriSchemeHttp);
        return new HostOptions
        {
            DataFolder = Path.GetFullPath(Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } data
                ? data
                : Path.Combine(Metadata(Assembly.GetEntryAssembly()!, "RepositoryRoot"), ".data")),
            PackagesFolder = Metadata(typeof(HostOptions).Assembly, "PackagesFolder"),
            AutoPorts = string.Equals(Environment.GetEnvironmentVariable(PortsVariable), "auto", StringComparison.OrdinalIgnoreCase),
            StatusPort = statusUrl?.Port ?? 15100,
            ParentPid = int.TryParse(Environment.GetEnvironmentVariable(ParentVariable), out var parent) ? parent : ProcessTable.DotnetRunParent(),
            Notes = configuration.GetSection("StatusPage:Notes").Get<string[]>() ?? [],
            Title = configuration["StatusPage:Title"] ?? "Native host",
        };
    }

    public static string Metadata(Assembly assembly, string key) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == key)?.Value
        ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no assembly metadata '{key}'.");
}
