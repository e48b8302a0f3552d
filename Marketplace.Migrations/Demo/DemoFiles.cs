using System.Reflection;

namespace Marketplace.Migrations.Demo;

/// <summary>The demo's text files, embedded under their path below the Demo folder.</summary>
internal static class DemoFiles
{
    private static readonly Assembly Assembly = typeof(DemoFiles).Assembly;

    public static IEnumerable<string> List(string folder) =>
        Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static string ReadText(string path)
    {
        using var stream = Assembly.GetManifestResourceStream(path) ?? throw new InvalidOperationException($"The demo file '{path}' is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
