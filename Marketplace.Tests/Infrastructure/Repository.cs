using System.Reflection;

namespace Marketplace.Tests.Infrastructure;

/// <summary>Where the sources and the built AppHost are, as the build noted them.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("Root");

    public static string AppHost { get; } = Metadata("AppHost");

    private static string Metadata(string key) =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
