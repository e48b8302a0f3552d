using System.Runtime.InteropServices;

namespace Marketplace.NativeHost.Running;

internal static class Executables
{
    /// <summary>The `dotnet` of the runtime that runs this process, whatever PATH says.</summary>
    public static string Dotnet { get; } = FindDotnet();

    public static string? Find(string name, string? path = null) =>
        (path ?? Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private static string FindDotnet()
    {
        // …/shared/Microsoft.NETCore.App/10.0.x/ lies three levels below it.
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(beside) ? beside : Find("dotnet") ?? throw new HostProblemException("The program `dotnet` was not found.", "Install the .NET 10 SDK and put it on PATH.");
    }
}
